import { globSync, readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { basename, join } from 'node:path'
import { buildHeader } from '../lib/request-headers.ts'
import { serviceWorker, type Worker } from './worker.ts'

const files = 'static/{chunks,media}/**/*.*'
const icons = ['/icons/icon.svg', '/icons/icon-192.png']
const viewRoute = /^\/\(dashboard\)\/.*\/page$/

/** What the service worker must know about the build in `folder`. */
function aboutBuild(folder: string): Worker {
  const read = (name: string): Record<string, unknown> => JSON.parse(readFileSync(join(folder, name), 'utf8'))
  const old = new Set([read('build-manifest.json').polyfillFiles].flat())
  const routes = Object.entries(read('app-path-routes-manifest.json'))
  const views = routes.flatMap(([route, path]) =>
    viewRoute.test(route) ? [String(path).split('/')[1] ?? ''] : [],
  )
  return {
    build: basename(folder),
    files: [
      ...globSync(files, { cwd: folder })
        // For browsers that run no service worker.
        .filter((file) => !old.has(file))
        .sort()
        .map((file) => `/_next/${file}`),
      ...icons,
    ],
    views: ['', ...new Set(views)],
    buildHeader,
  }
}

/** The script of the service worker for the build in `folder`. */
export const workerScript = (folder: string): string =>
  // As the browser gets it: Node has taken the types out already.
  `(${serviceWorker})(self, ${JSON.stringify(aboutBuild(folder))})\n`

/** Browsers look at each start whether it is still the same. */
export function answerWorker(response: ServerResponse, script: string): void {
  response.writeHead(200, {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': "default-src 'none'; connect-src 'self'",
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(script)
}
