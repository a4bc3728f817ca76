import type { Replica } from '@todo/client/replica'
import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest'
import { type Api, startApi } from '../api/api.ts'
import { type Person, signUp } from '../api/person.ts'
import { Browser, type BrowserInput } from './browser.ts'

/** A server for the tests of a file, and for each test somebody new. */
export class Scene {
  #api: Api | null = null
  #person: Person | null = null

  constructor() {
    beforeAll(async () => {
      this.#api = await startApi()
    })
    afterAll(() => this.api.stop())
    beforeEach(async () => {
      this.#person = await signUp(this.api)
    })
  }

  get api(): Api {
    if (!this.#api) throw new Error('The server starts before the first test')
    return this.#api
  }

  get person(): Person {
    if (!this.#person) throw new Error('Somebody signs up before each test')
    return this.#person
  }

  /** A browser of theirs, which is closed after the test. */
  browser(input: Partial<BrowserInput> = {}): Browser {
    const { userId, accessToken: token } = this.person
    const browser = new Browser({ userId, token, server: () => this.api.url, ...input })
    onTestFinished(() => browser.close())
    return browser
  }

  /** The titles of the list as the server has it, the oldest first. */
  async serverTitles(): Promise<string[]> {
    const { body } = await this.person.get('/api/tasks?sort=created_at&order=asc')
    return (body as { tasks: { title: string }[] }).tasks.map(({ title }) => title)
  }
}

/** The titles as a page shows them, the oldest first. */
export const titles = (replica: Replica): string[] =>
  replica
    .tasks({ sort: 'created_at', order: 'asc' })
    .get()
    .map(({ title }) => title)
