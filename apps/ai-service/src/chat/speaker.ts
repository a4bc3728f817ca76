import { HttpError, type Principal } from '@todo/http'
import type { Access, Recognised } from '../access.ts'

/**
 * Who speaks in the chat: a person, by their token or key, or by the cookies of a page of ours. Agents have `/mcp`: one
 * that could speak here would answer its own approvals. Throws `UNAUTHENTICATED`, `INSUFFICIENT_SCOPE`, `FORBIDDEN_ORIGIN`.
 */
export async function speakerOf(request: Request, access: Access): Promise<Recognised> {
  const found = await recognise(request, access)
  if (!found || !isMeant(request, found.principal)) throw new HttpError('UNAUTHENTICATED')
  const { principal } = found
  if (principal.actor !== 'user') {
    throw new HttpError('INSUFFICIENT_SCOPE', { message: 'The chat is for people; agents use /mcp' })
  }
  if (!principal.scopes.includes('tasks:read')) throw new HttpError('INSUFFICIENT_SCOPE')
  return found
}

async function recognise(request: Request, access: Access): Promise<Recognised | null> {
  const authorization = request.headers.get('authorization')
  if (authorization === null) return access.recognise(request)
  const token = /^Bearer +([\w\-.~+/=]{1,4096})$/i.exec(authorization)?.[1]
  const principal = token === undefined ? null : await access.verify(token)
  return principal && { principal, setCookies: [] }
}

/** As at the API: a page says whose it is, so that it writes into no list of whoever signed in since. */
function isMeant({ headers }: Request, { userId }: Principal): boolean {
  const meant = headers.get('x-todo-user')
  return meant === null || meant === userId
}
