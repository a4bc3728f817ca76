import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { buildHeader } from '../lib/request-headers.ts'
import { answerManifest } from './answer-manifest.ts'
import { answerWorker, workerScript } from './answer-worker.ts'
import { appFolder, type BuildInput, ensureBuild } from './build.ts'
import { protectPage } from './page-headers.ts'
import { tellLayout } from './tell-layout.ts'
import { answerWaiting } from './waiting-page.ts'

export type Frontend = {
  /** Answers a page, or a file that belongs to one. Until it is built, a page says so and looks again by itself. */
  handle(request: IncomingMessage, response: ServerResponse): void
  /** Whether there are pages. */
  isReady(): boolean
  /** Builds the app where it is not built yet, and loads it. Rejects with a sentence for a person. */
  start(): Promise<void>
  /** Ends a build that runs, and lets go of the app. */
  close(): Promise<void>
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export type FrontendInput = Omit<BuildInput, 'signal'>

/** The web app, for a server to mount. Nothing is loaded before `start`, so that it keeps nobody waiting. */
export function createApp(input: FrontendInput): Frontend {
  const stopping = new AbortController()
  let handler: Handler | null = null
  let build = ''
  let worker = ''
  let failure: string | null = null
  let close = async (): Promise<void> => {}

  return {
    handle(request, response) {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.writeHead(405, { Allow: 'GET, HEAD', 'Content-Length': 0 }).end()
      } else if (!isAddress(request.url)) {
        response.writeHead(400, { 'Content-Length': 0 }).end()
      } else if (handler && request.url === '/sw.js') {
        answerWorker(response, worker)
      } else if (handler && request.url === '/manifest.webmanifest') {
        answerManifest(request, response)
      } else if (handler) {
        protectPage(request, response)
        tellLayout(request, build)
        response.setHeader(buildHeader, build)
        handler(request, response).catch((error: unknown) => response.destroy(asError(error)))
      } else if (failure === null) {
        answerWaiting(
          response,
          'Building the web app …',
          'First start only. This page looks again by itself.',
        )
      } else {
        answerWaiting(response, 'There is no web app', failure)
      }
    },
    isReady: () => handler !== null,
    async start() {
      try {
        const folder = await ensureBuild({ ...input, signal: stopping.signal })
        const app = load(folder)
        await app.prepare()
        build = basename(folder)
        worker = workerScript(join(appFolder, folder))
        handler = app.getRequestHandler()
        close = () => app.close()
      } catch (error) {
        failure = asError(error).message
        throw error
      }
    },
    async close() {
      stopping.abort()
      await close()
    },
  }
}

/** Next answers 500 to what it cannot take apart. */
function isAddress(url = ''): boolean {
  const [path = ''] = url.split('?', 1)
  try {
    return url.startsWith('/') && decodeURI(path) !== ''
  } catch {
    return false
  }
}

/** What is used of Next's server. Its own types would bring React's into everything that starts a server. */
type NextServer = {
  prepare(): Promise<void>
  getRequestHandler(): Handler
  close(): Promise<void>
}
type CreateNext = (options: { dev: boolean; dir: string; httpServer: Server }) => NextServer

function load(folder: string): NextServer {
  // Read by the configuration of Next, which takes it from nowhere else.
  process.env.TODO_WEB_BUILD = folder
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  const createNext: CreateNext = createRequire(import.meta.url)('next')
  // Next would listen to the upgrades of the server that hands it requests; this one never has any.
  return createNext({ dev: false, dir: appFolder, httpServer: createServer() })
}

const asError = (value: unknown): Error => (value instanceof Error ? value : new Error(String(value)))
