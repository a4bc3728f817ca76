import type { IncomingMessage } from 'node:http'
import { readSessionCookies } from '@todo/http'
import { addressHeader, buildHeader, sessionHeader } from '../lib/request-headers.ts'

/** Lets the layout send those who are not signed in where they can do so; whatever the request said there is replaced. */
export function tellLayout(request: IncomingMessage, build: string): void {
  const { cookie } = request.headers
  const session = readSessionCookies(cookie, true).session ?? readSessionCookies(cookie, false).session
  request.headers[sessionHeader] = session === null ? 'none' : 'some'
  request.headers[addressHeader] = request.url ?? '/'
  request.headers[buildHeader] = build
}
