import { TodoError } from '@todo/core'
import { createMiddleware } from 'hono/factory'

/** Refuses an address whose escapes are not UTF-8: it would be read as another one than was meant. */
export function checkAddress() {
  return createMiddleware((c, next) => {
    const { url } = c.req
    if (url.includes('%') && !isDecodable(url)) throw refused('The escapes (%…) in the address are not UTF-8')
    if (/[?&]=/.test(url)) throw refused('A parameter in the address has no name')
    return next()
  })
}

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url)
    return true
  } catch {
    return false
  }
}

function refused(message: string): TodoError {
  return new TodoError('VALIDATION_FAILED', { issues: [{ path: '', message }] })
}
