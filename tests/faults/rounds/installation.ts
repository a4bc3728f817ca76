import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { RegisterAnswer } from '@todo/core/schemas'
import { createPool } from '@todo/store/postgres'
import { runningPostgresUrl } from '@todo/store/postgres/embedded'
import { address, newSite, type Site, type Started } from '../../acceptance/server/server-process.ts'
import type { Fault } from './plan.ts'
import { kill, killPostgres, killSession } from './processes.ts'

/** Sessions of the database, as the product makes them. */
export type Pool = ReturnType<typeof createPool>

export type Account = { token: string; spaceId: string }

export type InstallationOptions = {
  /** What stands before the script of the server: a module that is loaded first. */
  node?: readonly string[]
  env?: Readonly<Record<string, string>>
}

/** A server as `npm start` runs it, on its own PostgreSQL and with fsync, that may be killed in any part. */
export class Installation {
  readonly #site: Site = newSite()
  #options: InstallationOptions
  #server: Started | null = null
  #url = ''

  constructor(options: InstallationOptions = {}) {
    this.#options = options
  }

  url = (): string => this.#url

  get #postgres(): string {
    return join(this.#site.folder, 'data', 'postgres')
  }

  /** Starts the server, of another build where one is given, instead of the one that runs. */
  async start(options = this.#options): Promise<void> {
    this.#options = options
    this.#server?.child.kill('SIGKILL')
    await this.ended()
    const { node = [], env = {} } = options
    this.#server = this.#site.start(env, ...node, 'apps/server/src/main.ts')
    this.#url = await address(this.#server)
  }

  /** Settles when the server ends by itself. */
  async ended(): Promise<void> {
    await this.#server?.ended
  }

  /** Whether the process that was started last lives. */
  get isAlive(): boolean {
    return (
      this.#server !== null && this.#server.child.exitCode === null && this.#server.child.signalCode === null
    )
  }

  output(): string {
    return this.#server?.output() ?? ''
  }

  /** Kills what the fault names, and starts the server again where it was killed. */
  async strike({ kind, session, downMs }: Fault): Promise<void> {
    const pgdata = join(this.#postgres, 'postgres')
    const server = this.#server?.child.pid
    if ((kind === 'server' || kind === 'both') && server !== undefined) kill(server)
    if (kind === 'postgres' || kind === 'both') killPostgres(pgdata)
    if (kind === 'backend') killSession(pgdata, session)
    if (kind !== 'server' && kind !== 'both') return
    await this.ended()
    await sleep(downMs)
    await this.start()
  }

  /** The database itself, for what no answer of the server shows. */
  async withDatabase<Result>(work: (pool: Pool) => Promise<Result>): Promise<Result> {
    const url = runningPostgresUrl(this.#postgres)
    if (url === null) throw new Error('The database does not run')
    const pool = createPool({ url, poolSize: 1 })
    try {
      return await work(pool)
    } finally {
      await pool.end()
    }
  }

  async signUp(): Promise<Account> {
    const response = await fetch(`${this.#url}/api/auth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        email: `${randomUUID()}@example.org`,
        password: 'a good password',
        name: 'Ada',
      }),
    })
    const { user, accessToken } = RegisterAnswer.parse(await response.json())
    return { token: accessToken, spaceId: user.id }
  }

  /** Stops the server in good order, so that its database does not outlive it, and takes the folder away. */
  async remove(): Promise<void> {
    if (this.isAlive) {
      this.#server?.child.kill('SIGTERM')
      await this.ended()
    }
    await this.#site.clear()
  }
}
