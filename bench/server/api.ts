import { Pool } from 'undici'
import type { Person } from './people.ts'

/** Calls of the API by people; each answer must be a success. */
export class Api {
  readonly #pool: Pool

  constructor(origin: string) {
    this.#pool = new Pool(origin, { connections: 16, pipelining: 1 })
  }

  async get(person: Person, path: string): Promise<unknown> {
    return this.#send(person, 'GET', path, null)
  }

  async post(person: Person, path: string, members: object): Promise<unknown> {
    return this.#send(person, 'POST', path, JSON.stringify(members))
  }

  async #send(
    { token }: Person,
    method: 'GET' | 'POST',
    path: string,
    body: string | null,
  ): Promise<unknown> {
    const answer = await this.#pool.request({
      method,
      path,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== null && { 'content-type': 'application/json' }),
      },
      body,
    })
    const text = await answer.body.text()
    if (answer.statusCode < 300) return JSON.parse(text)
    throw new Error(`${method} ${path} was answered with ${answer.statusCode}: ${text}`)
  }

  close(): Promise<void> {
    return this.#pool.close()
  }
}
