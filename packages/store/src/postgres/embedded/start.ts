import { realpathSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Cluster,
  initCluster,
  launch,
  removeStaleFiles,
  runningServer,
  stopServer,
  untilReady,
} from './cluster.ts'
import { isInitialised, openDataFolder } from './data-folder.ts'
import { EmbeddedPostgresError } from './errors.ts'
import { databaseName, type Ownership, takeOwnership } from './ownership.ts'
import { hasNoRoom } from './room.ts'
import { makeSocketFolder, socketUrl } from './socket-folder.ts'

export type EmbeddedOptions = {
  /** The folder that holds the database and its log; made where it is missing. */
  dataDir: string
  /** Called with one line for each thing that takes time or was not expected. */
  log: (line: string) => void
}

export type EmbeddedPostgres = {
  url: string
  /** Stops the server; what was committed is on disk. */
  stop(): Promise<void>
}

/** How often a server that ends at its start is tried again, unless it waits for one that was killed. */
const launchesMax = 3
const patienceMs = 60_000
/** A start that takes longer than this is a recovery. */
const recoveryMs = 3_000

/** How long to wait before a server that does not come back is tried again, at first and at most. */
const pauseMs = { first: 1_000, most: 15_000 }

/** After a kill the old server's processes need a moment to let go of its memory and its files. */
const passing = /pre-existing shared memory block|lock file "postmaster.pid"/

/**
 * Starts the PostgreSQL of a data folder, or adopts the one that a killed process left running. While this
 * process lives it is the only owner, and starts the server again should that end, however long it takes.
 * Throws `EmbeddedPostgresError`; its code is `DATA_FOLDER_IN_USE` where another process is the owner.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const cluster = openDataFolder(options.dataDir)
  const server = new Server({ ...cluster, pgdata: await readyFolder(cluster, options) }, options)
  await server.start()
  return { url: server.url, stop: () => server.stop() }
}

async function readyFolder(cluster: Cluster, { dataDir, log }: EmbeddedOptions): Promise<string> {
  if (!isInitialised(cluster)) {
    log('Making the database …')
    await initCluster(cluster).catch((error: unknown) => {
      throw hasNoRoom(dataDir, String(error)) ? diskFull(dataDir) : error
    })
  }
  return realpathSync(cluster.pgdata)
}

class Server {
  readonly #cluster: Cluster
  readonly #options: EmbeddedOptions
  #socketFolder: string
  #ownership: Ownership | null = null
  #starting: Promise<void> | null = null
  #stopping = false

  constructor(cluster: Cluster, options: EmbeddedOptions) {
    this.#cluster = cluster
    this.#options = options
    this.#socketFolder = makeSocketFolder(cluster.pgdata, cluster.identity)
  }

  get url(): string {
    return socketUrl(this.#socketFolder, databaseName)
  }

  start(): Promise<void> {
    this.#starting ??= this.#own().finally(() => {
      this.#starting = null
    })
    return this.#starting
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await this.#starting?.catch(() => {})
    const running = this.#ownership && runningServer(this.#cluster.pgdata)
    if (running) await stopServer(running.pid)
    await this.#ownership?.release()
    this.#ownership = null
    if (running) rmSync(this.#socketFolder, { recursive: true, force: true })
  }

  /** Tries until the server runs and answers; one that is just ending refuses connections for a moment. */
  async #own(): Promise<void> {
    let trouble: unknown
    for (const end = performance.now() + patienceMs; performance.now() < end; await sleep(20)) {
      const { socketFolder } = await this.#running()
      try {
        const ownership = await takeOwnership(socketFolder)
        if (!ownership) throw inUse(this.#options.dataDir)
        this.#socketFolder = socketFolder
        this.#ownership = ownership
        void ownership.ended.then(() => this.#revive())
        return
      } catch (error) {
        if (error instanceof EmbeddedPostgresError) throw error
        trouble = error
      }
    }
    throw this.#failed(`it takes no connections (${String(trouble)})`)
  }

  /** The server is started again where it ended and nobody asked it to; what kept it from starting may pass. */
  async #revive(): Promise<void> {
    let told = 'The database ended unexpectedly; starting it again …'
    if (!this.#stopping) this.#options.log(told)
    for (let waitMs = pauseMs.first; !this.#stopping; waitMs = Math.min(waitMs * 2, pauseMs.most)) {
      try {
        await this.start()
        return
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        if (reason !== told) this.#options.log(reason)
        told = reason
      }
      await sleep(waitMs, undefined, { ref: false })
    }
  }

  /** The server once it takes connections, started here unless one runs. */
  async #running(): Promise<{ socketFolder: string }> {
    const { pgdata } = this.#cluster
    let launches = 0
    for (const end = performance.now() + patienceMs; performance.now() < end; await sleep(10)) {
      const running = runningServer(pgdata)
      if (running?.status === 'ready') return running
      if (running) continue
      removeStaleFiles(pgdata, this.#socketFolder)
      const failure = await this.#launched()
      if (failure === null) continue
      if (!passing.test(failure)) launches += 1
      if (launches >= launchesMax) throw this.#failed(failure)
      await sleep(100)
    }
    throw this.#failed('it does not become ready')
  }

  /** Starts the server: `null` once it is ready, else the last lines of its log. */
  async #launched(): Promise<string | null> {
    const launched = launch(this.#cluster, this.#socketFolder)
    const slow = setTimeout(() => this.#options.log('The database recovers after a crash …'), recoveryMs)
    try {
      return await untilReady(this.#cluster, launched)
    } finally {
      clearTimeout(slow)
    }
  }

  #failed(reason: string): EmbeddedPostgresError {
    const { logFile } = this.#cluster
    if (hasNoRoom(this.#options.dataDir, reason)) return diskFull(this.#options.dataDir)
    return new EmbeddedPostgresError(
      'START_FAILED',
      `The database does not start: ${reason} (see ${logFile})`,
    )
  }
}

function diskFull(dataDir: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'DISK_FULL',
    `No space is left for the database in ${dataDir}; nothing is lost, make room and it starts`,
  )
}

function inUse(dataDir: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'DATA_FOLDER_IN_USE',
    `The data folder ${dataDir} is used by another todo server; stop that one, or set TODO_DATA_DIR`,
  )
}
