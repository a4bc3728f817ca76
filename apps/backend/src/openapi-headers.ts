import type { OpenAPIHono } from '@hono/zod-openapi'

type Text = { pattern?: string; enum?: string[]; format?: string }

const text = (description: string, schema: Text = {}) => ({
  description,
  schema: { type: 'string' as const, ...schema },
})
/** One that every answer with it in the document has. */
const always = <Header extends object>(header: Header) => ({ ...header, required: true })

const headers = {
  'X-Request-Id': always(
    text('Names the request, here and in the log', { pattern: '^[A-Za-z0-9._-]{8,64}$' }),
  ),
  'RateLimit-Policy': text('How often the caller may ask, where that is limited'),
  RateLimit: text('How often the caller may still ask'),
  'Retry-After': always({
    description: 'In how many seconds to come back',
    schema: { type: 'integer' as const, minimum: 1 },
  }),
  'WWW-Authenticate': always(text('The kind of credential that is wanted', { enum: ['Bearer', 'Basic'] })),
  Upgrade: always(text('The protocol that is wanted', { enum: ['websocket'] })),
  ETag: always(
    text('The version of the task, for `If-Match` and `If-None-Match`', { pattern: '^"[1-9][0-9]*"$' }),
  ),
  'X-Operation-Id': text('The operation that was recorded; none where nothing was changed', {
    format: 'uuid',
  }),
  'X-Conversation-ID': always(text('The conversation that it belongs to', { format: 'uuid' })),
  'X-Run-ID': always(text('The run, for following and stopping it', { format: 'uuid' })),
  'Set-Cookie': text('Where the session of a browser began, was renewed, or ended'),
  'Idempotency-Replayed': text('The request was a repeat, and this is the first answer', { enum: ['true'] }),
  'Content-Disposition': always(
    text('The name of the file', { pattern: '^attachment; filename="[a-z0-9.-]+"$' }),
  ),
}

export type HeaderName = keyof typeof headers

/** What every answer may have. */
const everywhere = ['X-Request-Id', 'RateLimit-Policy', 'RateLimit', 'Set-Cookie'] as const
/** What tells of the operation that a write recorded. */
export const operationHeaders = ['X-Operation-Id', 'Idempotency-Replayed'] as const

/** The headers named and those of every answer, as references into the document. */
export function headersOf(names: readonly HeaderName[]) {
  const all = [...everywhere, ...names]
  return Object.fromEntries(all.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
}

export function registerHeaders({ openAPIRegistry }: Pick<OpenAPIHono, 'openAPIRegistry'>): void {
  for (const [name, header] of Object.entries(headers)) {
    openAPIRegistry.registerComponent('headers', name, header)
  }
}
