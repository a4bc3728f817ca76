import { TodoError } from '@todo/core'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { HttpError } from './errors.ts'

export const bodyBytesMax = 1024 * 1024

/** Refuses a larger body with 413, by its announced length or as soon as it has grown beyond. */
export function limitBody(bytesMax: number = bodyBytesMax) {
  return bodyLimit({
    maxSize: bytesMax,
    onError: () => {
      // What is still on its way is not read, so the connection cannot serve another request.
      throw new HttpError('BODY_TOO_LARGE', {
        message: `The body is larger than ${bytesMax} bytes`,
        headers: { connection: 'close' },
      })
    },
  })
}

export type BodyVariables = { bodyText: string }

/** Reads the body once, as strict UTF-8, for whoever parses or compares it later. */
export function readBody() {
  return createMiddleware<{ Variables: BodyVariables }>(async (c, next) => {
    const withBody = c.req.raw.body !== null && c.req.method !== 'GET' && c.req.method !== 'HEAD'
    const text = withBody ? decodeBody(await c.req.raw.arrayBuffer()) : ''
    if (withBody) Object.assign(c.req.bodyCache, { text: Promise.resolve(text) })
    c.set('bodyText', text)
    await next()
  })
}

function decodeBody(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new TodoError('VALIDATION_FAILED', { issues: [{ path: '', message: 'The body is not UTF-8' }] })
  }
}
