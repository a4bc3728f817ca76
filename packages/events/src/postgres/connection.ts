import pg from 'pg'

export type ConnectionOptions = {
  url: string
  channels: readonly string[]
  /** It listens: for the first time, or again. */
  onUp(): void
  onNotice(channel: string, payload: string): void
  /** Told once for each time that the connection is lost or cannot be made. */
  onError(error: unknown): void
}

const connectTimeoutMs = 5_000
/** A statement that takes longer means that the other end is gone. */
const queryTimeoutMs = 10_000
const firstPauseMs = 100
const pauseMaxMs = 10_000

/** One connection that listens, and is made anew whenever it breaks, with growing pauses. */
export class ListeningConnection {
  readonly #options: ConnectionOptions
  #client: pg.Client | null = null
  #failures = 0
  #retry: NodeJS.Timeout | null = null
  #isClosed = false

  constructor(options: ConnectionOptions) {
    this.#options = options
    void this.#connect()
  }

  get isUp(): boolean {
    return this.#client !== null
  }

  /** Rows as arrays. Rejects where the connection is not up, and gives it up where the statement fails. */
  async query(text: string, values: readonly unknown[]): Promise<readonly unknown[][]> {
    const client = this.#client
    if (!client) throw new Error('The bus is not connected')
    try {
      const { rows } = await client.query<unknown[]>({ text, values: [...values], rowMode: 'array' })
      return rows
    } catch (error) {
      this.#lose(client, error)
      throw error
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#retry) clearTimeout(this.#retry)
    const client = this.#client
    this.#client = null
    await client?.end().catch(() => {})
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#options.url,
      application_name: 'todo bus',
      keepAlive: true,
      connectionTimeoutMillis: connectTimeoutMs,
      query_timeout: queryTimeoutMs,
    })
    client.on('error', (error) => this.#lose(client, error))
    client.on('end', () => this.#lose(client, new Error('The connection of the bus has ended')))
    client.on('notification', ({ channel, payload = '' }) => this.#options.onNotice(channel, payload))
    try {
      await client.connect()
      const listen = this.#options.channels.map((channel) => `LISTEN ${client.escapeIdentifier(channel)}`)
      // A notice is no truth, so nobody waits until it is on the disk.
      await client.query(['SET synchronous_commit = off', ...listen].join('; '))
    } catch (error) {
      this.#lose(client, error)
      return
    }
    if (this.#isClosed || this.#dropped.has(client)) {
      await client.end().catch(() => {})
      return
    }
    this.#client = client
    this.#failures = 0
    this.#options.onUp()
  }

  readonly #dropped = new WeakSet<pg.Client>()

  /** The first sign of trouble counts; a broken connection gives several. */
  #lose(client: pg.Client, error: unknown): void {
    if (this.#dropped.has(client)) return
    this.#dropped.add(client)
    if (this.#client === client) this.#client = null
    client.end().catch(() => {})
    if (this.#isClosed) return
    this.#options.onError(error)
    const pauseMs = Math.min(firstPauseMs * 2 ** this.#failures, pauseMaxMs)
    this.#failures += 1
    this.#retry = setTimeout(() => void this.#connect(), pauseMs * (0.5 + Math.random() / 2))
  }
}
