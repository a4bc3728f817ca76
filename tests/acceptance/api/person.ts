import { randomUUID } from 'node:crypto'
import type { TaskWire } from '@todo/core'
import type { Answer, Api } from './api.ts'

type Headers = Readonly<Record<string, string>>

/** Somebody with an account of their own, so that no test sees another's tasks. */
export type Person = {
  email: string
  password: string
  userId: string
  accessToken: string
  refreshToken: string
  get(path: string, headers?: Headers): Promise<Answer>
  post(path: string, body?: unknown, headers?: Headers): Promise<Answer>
  patch(path: string, body: unknown, headers?: Headers): Promise<Answer>
  delete(path: string, body?: unknown, headers?: Headers): Promise<Answer>
  /** A task of theirs. */
  task(fields?: object): Promise<TaskWire>
}

export const password = 'correct horse battery'

export async function signUp(api: Api, client = 'api'): Promise<Person> {
  const email = `${randomUUID()}@example.org`
  const answer = await sendJson(api, 'POST', '/api/auth/register', null, {
    email,
    password,
    name: 'Ada',
    client,
  })
  const { user, accessToken, refreshToken } = signedInOf(answer.body)
  return { email, password, userId: user.id, refreshToken, ...asBearer(api, accessToken) }
}

type SignedIn = { user: { id: string }; accessToken: string; refreshToken: string }

/** The answers of register and login are checked against the document before they come here. */
export const signedInOf = (body: unknown): SignedIn => body as SignedIn

/** Requests with a token, whoever it belongs to. */
export function asBearer(api: Api, accessToken: string) {
  const person = {
    accessToken,
    get: (path: string, headers: Headers = {}) => sendJson(api, 'GET', path, accessToken, undefined, headers),
    post: (path: string, body?: unknown, headers: Headers = {}) =>
      sendJson(api, 'POST', path, accessToken, body, headers),
    patch: (path: string, body: unknown, headers: Headers = {}) =>
      sendJson(api, 'PATCH', path, accessToken, body, headers),
    delete: (path: string, body?: unknown, headers: Headers = {}) =>
      sendJson(api, 'DELETE', path, accessToken, body, headers),
    task: async (fields: object = {}) =>
      taskOf(await person.post('/api/tasks', { title: 'Buy milk', ...fields })),
  }
  return person
}

/** The task of an answer that was checked against the document. */
export const taskOf = (answer: Answer): TaskWire => (answer.body as { task: TaskWire }).task

export function sendJson(
  api: Api,
  method: string,
  path: string,
  token: string | null,
  body?: unknown,
  headers: Headers = {},
): Promise<Answer> {
  return api.send(path, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}
