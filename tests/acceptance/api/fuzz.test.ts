import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, startApi } from './api.ts'
import type { Operation } from './document.ts'
import { type Person, sendJson, signUp } from './person.ts'

let api: Api
let ada: Person
let operations: Operation[]
beforeAll(async () => {
  api = await startApi()
  ada = await signUp(api)
  for (let count = 0; count < 5; count += 1) await ada.task({ tags: ['home'], due_date: '2026-12-24' })
  // Signing in costs a password's work each time, and these would end the session that asks.
  const spared = ['register', 'login', 'refresh', 'logout', 'deleteAccount', 'changePassword']
  operations = api.document.operations.filter(({ operationId }) => !spared.includes(operationId))
})
afterAll(() => api.stop())

const seed = 20261123
const hostile = fc.constantFrom(
  '\0',
  '\ud800',
  'é',
  '🦜',
  "'",
  '"',
  '%',
  '\\',
  '\n',
  '{}',
  '-1',
  '1e309',
  'null',
)
const text = fc.oneof(
  fc.string(),
  hostile,
  fc.tuple(fc.string(), hostile).map((parts) => parts.join('')),
)
const value = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(
    'done',
    'high',
    '2026-12-24',
    '9999-12-31',
    '00000000-0000-4000-8000-000000000000',
    1,
    2,
    2 ** 31,
  ),
  fc.array(text, { maxLength: 3 }),
)
const names = [
  ...['id', 'title', 'description', 'status', 'priority', 'due_date', 'tags', 'position', 'text', 'timezone'],
  ...['locale', 'operations', 'op', 'operation_id', 'from', 'to', 'actor', 'client', 'dry_run', 'name'],
]
const object = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 5 })
const body = fc.oneof(
  object,
  fc.record({
    operations: fc.array(
      fc
        .tuple(object, fc.constantFrom('create', 'update', 'delete', 'restore'))
        .map(([fields, op]) => ({ ...fields, op })),
      { maxLength: 4 },
    ),
  }),
  fc.jsonValue({ maxDepth: 3 }),
)
const parameters = [
  'status',
  'sort',
  'order',
  'limit',
  'page',
  'cursor',
  'q',
  'tags',
  'due_before',
  'from',
  'format',
]
const query = fc.dictionary(fc.constantFrom(...parameters, 'since', 'task_id', 'client', 'x'), text, {
  maxKeys: 3,
})
const segment = fc.oneof(
  fc.constantFrom('1', '2', '99', '0', 'home'),
  text.filter((part) => !/^\.{0,2}$/.test(part)),
)

test('whatever is sent is answered as the document says, and never by a failure of the server', async () => {
  const request = fc.record({ index: fc.nat(), body, query: fc.option(query), segment })
  await fc.assert(
    fc.asyncProperty(request, async ({ index, body, query, segment }) => {
      const operation = operations[index % operations.length]
      if (!operation) return
      const path = operation.path.replace(/\{\w+\}/g, encodeURIComponent(segment.toWellFormed()))
      const search = query ? `?${new URLSearchParams(query)}` : ''
      const given = operation.requestTypes.length > 0 ? body : undefined
      const { status } = await sendJson(api, operation.method, path + search, ada.accessToken, given)
      expect([operation.operationId, status < 500]).toEqual([operation.operationId, true])
    }),
    { seed, numRuns: 600 },
  )
})
