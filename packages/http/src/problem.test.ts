import { errorMessages, TodoError } from '@todo/core'
import { HTTPException } from 'hono/http-exception'
import { expect, test } from 'vitest'
import { HttpError, statusOfCode } from './errors.ts'
import { describeError, problemResponse } from './problem.ts'

test('every code of the domain has a status', () => {
  expect(Object.keys(statusOfCode).sort()).toEqual(Object.keys(errorMessages).sort())
})

test('a refusal carries the sentence, the code and each bad field', async () => {
  const error = new TodoError('VALIDATION_FAILED', {
    issues: [{ path: 'title', message: 'Give the task a title' }],
  })
  const response = problemResponse(error, 'request-1')
  expect(response.status).toBe(400)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(await response.json()).toEqual({
    type: 'about:blank',
    title: 'Bad Request',
    status: 400,
    error: 'Validation error',
    code: 'VALIDATION_FAILED',
    errors: [{ path: 'title', message: 'Give the task a title' }],
    request_id: 'request-1',
  })
})

test('an undo conflict names task, field and both values', () => {
  const conflict = { taskId: 'id', number: 1, field: 'title', expected: 'a', actual: 'b' }
  const { problem } = describeError(new TodoError('UNDO_CONFLICT', { conflicts: [conflict] }))
  expect(problem).toMatchObject({
    status: 409,
    conflicts: [{ task_id: 'id', number: 1, field: 'title', expected: 'a', actual: 'b' }],
  })
})

test('what is not known is a 500 that says nothing of its inside', () => {
  const { problem } = describeError(new Error('relation "users" does not exist at 10.0.0.7'))
  expect(problem).toMatchObject({ status: 500, code: 'INTERNAL' })
  expect(JSON.stringify(problem)).not.toMatch(/users|10\.0/)
})

test.each([
  ['refused', Object.assign(new Error('x'), { code: 'ECONNREFUSED' })],
  ['shutting down', Object.assign(new Error('x'), { code: '57P01' })],
  ['out of memory', Object.assign(new Error('x'), { code: '53200' })],
  ['too slow for the time limit', Object.assign(new Error('x'), { code: '57014' })],
  ['hanging', new Error('Query read timeout')],
  ['of the store', Object.assign(new Error('x'), { code: 'STORE_UNAVAILABLE' })],
  ['wrapped', new Error('x', { cause: new Error('Connection terminated unexpectedly') })],
  ['one of several', new AggregateError([Object.assign(new Error('x'), { code: 'ETIMEDOUT' })])],
])('a connection that is %s is a 503 that says when to come back', (_, error) => {
  const { problem, headers } = describeError(error)
  expect([problem.status, problem.code, headers['retry-after']]).toEqual([503, 'UNAVAILABLE', '1'])
})

test.each([
  ['of the store', Object.assign(new Error('x'), { code: 'STORAGE_FULL' })],
  ['of PostgreSQL', new Error('x', { cause: Object.assign(new Error('x'), { code: '53100' }) })],
])('a full disk in words %s is a 507', (_, error) => {
  expect(describeError(error).problem).toMatchObject({ status: 507, code: 'STORAGE_FULL' })
})

test("a value that the database cannot take is the caller's", () => {
  const error = new Error('x', { cause: Object.assign(new Error('x'), { code: '22008' }) })
  expect(describeError(error).problem).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' })
})

test("the framework's own refusals take the same form", () => {
  expect(describeError(new HTTPException(400)).problem).toMatchObject({ code: 'VALIDATION_FAILED' })
  expect(describeError(new HTTPException(415)).problem).toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' })
  expect(describeError(new HttpError('RATE_LIMITED', { headers: { 'retry-after': '7' } }))).toMatchObject({
    problem: { status: 429 },
    headers: { 'retry-after': '7' },
  })
})
