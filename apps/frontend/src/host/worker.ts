/** The parts of a service worker's world that are used here; Node's types have none of them. */
type Store = {
  match(path: string): Promise<Response | undefined>
  put(path: string, answer: Response): Promise<void>
  addAll(paths: readonly string[]): Promise<void>
}
type Stores = {
  open(name: string): Promise<Store>
  keys(): Promise<string[]>
  delete(name: string): Promise<boolean>
  match(path: string): Promise<Response | undefined>
}
type Waiting = { waitUntil(done: Promise<unknown>): void }
type Fetching = Waiting & {
  request: Request
  preloadResponse?: Promise<Response | undefined>
  respondWith(answer: Promise<Response>): void
}
type Asked = { data: unknown; ports: readonly { postMessage(answer: string): void }[] }
type Scope = {
  caches: Stores
  location: { origin: string }
  clients: { claim(): Promise<void> }
  navigator: { userAgent: string }
  registration: { navigationPreload?: { enable(): Promise<void>; disable(): Promise<void> } }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void
  addEventListener(type: 'message', listener: (event: Asked) => void): void
}

export type Worker = {
  /** Names the version. */
  build: string
  /** Every file that a page of this version may load. */
  files: readonly string[]
  /** What the addresses of the signed-in views begin with. */
  views: readonly string[]
  /** The header in which pages name their version. */
  buildHeader: string
}

/**
 * The service worker. It is sent to browsers as it stands here, so nothing outside of it may be used.
 *
 * All files of a version are kept together with the one page that is the same for all views, which the app itself
 * puts there (`lib/offline.ts`). A page comes from the server where that answers in time; so it is never old, and
 * where it is the kept one, all that it loads is of its own version.
 */
export function serviceWorker(scope: Scope, { build, files, views, buildHeader }: Worker): void {
  const prefix = 'todo-'
  const own = `${prefix}${build}`
  const patienceMs = 3_000
  const parts = new Set(files)

  scope.addEventListener('install', (event) => {
    event.waitUntil(keepAll())
  })

  /** All or nothing: where one file cannot be had, this version is not taken, and tried again later. */
  async function keepAll(): Promise<void> {
    const store = await scope.caches.open(own)
    await store.addAll(files)
    const shell = await fetch('/shell')
    // Elsewhere one is led where nobody is signed in; a server that has moved on again gives another version.
    if (shell.ok && !shell.redirected && shell.headers.get(buildHeader) === build)
      await store.put('/shell', shell)
  }

  scope.addEventListener('activate', (event) => {
    event.waitUntil(takeOver())
  })

  async function takeOver(): Promise<void> {
    const others = (await scope.caches.keys()).filter((name) => name.startsWith(prefix) && name !== own)
    // The latest before this one stays: pages of it may be open, and load a part only now.
    for (const name of others.slice(0, -1)) await scope.caches.delete(name)
    // Firefox fails a page whose preload fails, whatever the worker answers: without the server nothing would open.
    const { navigationPreload } = scope.registration
    if (scope.navigator.userAgent.includes('Firefox/')) await navigationPreload?.disable()
    else await navigationPreload?.enable()
    await scope.clients.claim()
  }

  scope.addEventListener('message', ({ data, ports }) => {
    if (data === 'version') ports[0]?.postMessage(build)
    if (data === 'take over') void scope.skipWaiting()
  })

  scope.addEventListener('fetch', (event) => {
    const { request } = event
    const { origin, pathname } = new URL(request.url)
    if (request.method !== 'GET' || origin !== scope.location.origin) return
    if (request.mode === 'navigate') {
      if (views.includes(pathname.split('/', 2)[1] ?? '')) event.respondWith(page(event, pathname))
    } else if (parts.has(pathname) || pathname.startsWith('/_next/static/')) {
      event.respondWith(part(request, pathname))
    }
  })

  async function part(request: Request, pathname: string): Promise<Response> {
    return (await scope.caches.match(pathname)) ?? fetch(request)
  }

  async function page(event: Fetching, pathname: string): Promise<Response> {
    const answer = ask(event)
    event.waitUntil(answer)
    const inTime = await Promise.race([
      answer,
      new Promise<null>((give) => setTimeout(give, patienceMs, null)),
    ])
    if (inTime && inTime.status < 500) return inTime
    const store = await scope.caches.open(own)
    const kept = (await store.match('/shell')) ?? (await scope.caches.match('/shell'))
    if (kept) return pathname === '/' ? Response.redirect('/today') : kept
    return (await answer) ?? Response.error()
  }

  /** `null` where there is no way to the server. */
  async function ask({ request, preloadResponse }: Fetching): Promise<Response | null> {
    try {
      return (await preloadResponse) ?? (await fetch(request))
    } catch {
      return null
    }
  }
}
