import { TodoError } from '@todo/core'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { HttpError } from './errors.ts'

export const bodyBytesMax = 1024 * 1024

/**
 * Refuses a larger body with 413, by its announced length or as soon as it has grown beyond, and with 415 one that is
 * not UTF-8 as it stands.
 */
export function limitBody(bytesMax: number = bodyBytesMax) {
  const limit = bodyLimit({
    maxSize: bytesMax,
    onError: () => {
      // What is still on its way is not read, so the connection cannot serve another request.
      throw new HttpError('BODY_TOO_LARGE', {
        message: `The body is larger than ${bytesMax} bytes`,
        headers: { connection: 'close' },
      })
    },
  })
  return createMiddleware(async (c, next) => {
    refuseOtherForms(c.req.raw.headers)
    try {
      return await limit(c, next)
    } catch (error) {
      // Errors of what comes after were answered there: this one came while the body was read.
      throw error instanceof HttpError ? error : endedEarly()
    }
  })
}

/** Nothing here is compressed, in parts, or of another form than plain JSON, a form of pairs, or a file. */
function refuseOtherForms(headers: Headers): void {
  const coding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (coding !== 'identity') refuseMedia('Send the body as it is, not compressed', 'accept-encoding')
  const type = headers.get('content-type') ?? ''
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(type)?.[1] ?? 'utf-8'
  if (!/^utf-?8$/i.test(charset)) refuseMedia('Send the body in UTF-8')
  if (/^\s*(?:multipart\/|[^;]*\+json)/i.test(type)) refuseMedia()
}

function refuseMedia(message?: string, header?: string): never {
  throw new HttpError('UNSUPPORTED_MEDIA_TYPE', {
    ...(message && { message }),
    ...(header && { headers: { [header]: 'identity' } }),
  })
}

export type BodyVariables = { bodyText: string }

/** Reads the body once, as strict UTF-8, for whoever parses or compares it later. */
export function readBody() {
  return createMiddleware<{ Variables: BodyVariables }>(async (c, next) => {
    const withBody = c.req.raw.body !== null && c.req.method !== 'GET' && c.req.method !== 'HEAD'
    const text = withBody ? decodeBody(await bytesOf(c.req.raw)) : ''
    if (withBody) Object.assign(c.req.bodyCache, { text: Promise.resolve(text) })
    c.set('bodyText', text)
    await next()
  })
}

/** Refuses a body where none is read: it may ask for what is not done. An empty object asks for nothing. */
export function refuseBody() {
  return createMiddleware<{ Variables: BodyVariables }>(async (c, next) => {
    if (!/^\s*(?:\{\s*\}\s*)?$/.test(c.get('bodyText'))) throw refused('Nothing is read from a body here')
    await next()
  })
}

/** A caller who goes away is no failure of the server, though it looks like a connection that broke. */
async function bytesOf(request: Request): Promise<ArrayBuffer> {
  try {
    return await request.arrayBuffer()
  } catch {
    throw endedEarly()
  }
}

function decodeBody(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw refused('The body is not UTF-8')
  }
}

const endedEarly = (): TodoError => refused('The body ended too early')

function refused(message: string): TodoError {
  return new TodoError('VALIDATION_FAILED', { issues: [{ path: '', message }] })
}
