import { createRoute } from '@hono/zod-openapi'
import type { ImportWritten, InterchangeFormat } from '@todo/core'
import { fileNames, mediaTypes } from '@todo/core/interchange'
import { ExportOutput, ExportParameters, ImportAnswer, ImportParameters } from '@todo/core/schemas'
import { HttpError, streamOf } from '@todo/http'
import type { Deps } from '../deps.ts'
import { credential, json, type Router, refusals, writeHeaders, writeRefusals } from '../openapi.ts'
import { headersOf, operationHeaders } from '../openapi-headers.ts'
import { given } from '../wire.ts'
import { answerWrite } from './answers.ts'
import { importing, reading } from './middleware.ts'

const tags = ['Export and import']
const text = { schema: { type: 'string' as const } }
const textFiles = { 'text/csv': text, 'text/plain': text, 'text/calendar': text }
/** A file is read by the format's own reader, line by line, not by a schema. */
const filesIn = { 'application/json': { schema: { type: 'object' as const } }, ...textFiles }
const filesOut = { 'application/json': { schema: ExportOutput }, ...textFiles }

/** The whole list as a file, and back. */
export function addInterchange(router: Router, deps: Deps): void {
  const exported = createRoute({
    method: 'get',
    path: '/api/export',
    tags,
    operationId: 'exportTasks',
    summary: 'The whole list as a file; JSON has trash and history too',
    security: credential,
    middleware: reading(deps),
    request: { query: ExportParameters },
    responses: {
      200: { description: 'The file', headers: headersOf(['Content-Disposition']), content: filesOut },
      ...refusals(),
    },
  })
  router.openapi(exported, async (c) => {
    const { format } = c.req.valid('query')
    return c.body(await streamOf(c.get('tasks').export(format)), 200, {
      'Content-Type': mediaTypes[format],
      'Content-Disposition': `attachment; filename="${fileNames[format]}"`,
    })
  })

  const imported = createRoute({
    method: 'post',
    path: '/api/import',
    tags,
    operationId: 'importTasks',
    summary: 'Take tasks in from a file, as one operation',
    security: credential,
    middleware: importing(deps),
    parameters: writeHeaders,
    request: { query: ImportParameters, body: { required: true, content: filesIn } },
    responses: {
      200: json('What was made and what could not be read', ImportAnswer, ...operationHeaders),
      ...refusals(409, ...writeRefusals),
    },
  })
  router.openapi(imported, async (c) => {
    const { format, dry_run } = c.req.valid('query')
    refuseOtherType(c.req.header('content-type'), format)
    const input = { format, content: c.get('bodyText'), read: deps.readFile, ...given({ dryRun: dry_run }) }
    return answerWrite(c, importAnswer, (options) => c.get('tasks').import(input, options))
  })
}

const importAnswer = {
  status: 200 as const,
  body: ({ operationId, created, unchanged, errors }: ImportWritten) => ({
    operation_id: operationId,
    created,
    unchanged,
    errors: [...errors],
  }),
}

function essence(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase()
}

function refuseOtherType(given: string | undefined, format: InterchangeFormat): void {
  const wanted = essence(mediaTypes[format])
  if (essence(given ?? '') !== wanted) {
    throw new HttpError('UNSUPPORTED_MEDIA_TYPE', { message: `A file of this format is sent as ${wanted}` })
  }
}
