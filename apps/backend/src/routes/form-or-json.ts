import type { RouteConfig } from '@hono/zod-openapi'
import { HttpError } from '@todo/http'
import type { z } from 'zod'
import type { Router } from '../openapi.ts'

/** As the RFC has it a form; JSON, as everywhere else, will do. */
export const formOrJson = <Schema extends z.ZodType>(schema: Schema) => ({
  // Each is checked where its type was sent; were they required, each would be checked whatever was sent.
  required: false,
  content: { 'application/x-www-form-urlencoded': { schema }, 'application/json': { schema } },
})

/** Tells the document that a body is wanted: `sentAs` refuses a request without one. */
export function documentBody(router: Router, route: FormRoute): void {
  const { middleware: _, hide: __, request, ...rest } = route
  router.openAPIRegistry.registerPath({
    ...rest,
    request: { ...request, body: { ...request.body, required: true } },
  })
}

type FormRoute = RouteConfig & { request: { body: ReturnType<typeof formOrJson> } }

const sentTypes = { 'application/x-www-form-urlencoded': 'form', 'application/json': 'json' } as const

/** Which of the two a body is. Throws `UNSUPPORTED_MEDIA_TYPE` for any other. */
export function sentAs(type: string | undefined): 'form' | 'json' {
  const media = type?.split(';')[0]?.trim().toLowerCase()
  const found = Object.entries(sentTypes).find(([name]) => name === media)
  if (!found) throw new HttpError('UNSUPPORTED_MEDIA_TYPE', { message: 'Send a form or JSON' })
  return found[1]
}
