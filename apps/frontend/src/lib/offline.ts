'use client'

import { buildHeader } from './request-headers.ts'

const page = '/shell'
const prefix = 'todo-'
const everyMs = 60 * 60_000
const patienceMs = 2_000
/** What a worker is told that shall serve from now on. */
const takeOver = 'take over'
/** The version for which a page is kept. */
let started: string | null = null
/** The worker of the next version. */
let next: ServiceWorker | null = null

/** Missing over plain http. */
const canKeep = (): boolean => 'serviceWorker' in navigator && 'caches' in window

/**
 * Lets the app open without a connection from now on. `build` is the version of this page. `onNewVersion` is called
 * once the server has another one and all of it is on this device. Rejects where the browser keeps nothing.
 */
export async function startOffline(build: string, onNewVersion: () => void): Promise<void> {
  if (!canKeep()) return
  const { serviceWorker } = navigator
  const registration = await serviceWorker.register('/sw.js', { updateViaCache: 'none' })
  const consider = async (worker: ServiceWorker | null): Promise<void> => {
    if (!worker) return
    // One of this page's own version takes over by itself, from an older one: nothing changes for who sits here.
    const version = await versionOf(worker)
    if (version === build) worker.postMessage(takeOver)
    else if (version !== null) {
      next = worker
      onNewVersion()
    }
  }
  const watch = (): void => {
    const coming = registration.installing
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'installed') void consider(coming)
    })
  }
  // One may be on its way already.
  watch()
  registration.addEventListener('updatefound', watch)
  started = build
  // Where it cannot be had now, the next start tries again.
  await keepPage(build).catch(() => {})
  await consider(registration.waiting)
  // Another tab has let it in.
  serviceWorker.addEventListener('controllerchange', () => void consider(serviceWorker.controller))
  const look = (): void => {
    // Without a connection there is no news.
    if (document.visibilityState === 'visible') registration.update().catch(() => {})
  }
  // Browsers look by themselves after a page was opened, but may take their time.
  look()
  document.addEventListener('visibilitychange', look)
  setInterval(look, everyMs)
}

/** Keeps the page that all views have in common, unless it is kept already. */
async function keepPage(build: string): Promise<void> {
  const store = await caches.open(`${prefix}${build}`)
  if (!(await store.match(page))) await putPage(build)
}

/** Loads the page again, in the version that was offered: the worker first, for it may be the one that answers. */
export function reloadInNext(): void {
  const reload = (): void => location.reload()
  if (next?.state === 'installed') {
    navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true })
    setTimeout(reload, patienceMs)
    next.postMessage(takeOver)
  } else reload()
}

/** After a change of what the server writes into the page, as the theme. */
export async function renewPage(): Promise<void> {
  // Before the start, it is kept anew then; without a connection the old one has to do.
  if (started === null) await forgetPage()
  else await putPage(started).catch(() => {})
}

async function putPage(build: string): Promise<void> {
  const answer = await fetch(page)
  // Signed out meanwhile, or the server is of another version.
  if (!answer.ok || answer.redirected || answer.headers.get(buildHeader) !== build) return
  const store = await caches.open(`${prefix}${build}`)
  await store.put(page, answer)
}

/** For signing out: without a connection there is nothing to open then. */
export async function forgetPage(): Promise<void> {
  if (!canKeep()) return
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix))
  await Promise.all(names.map(async (name) => (await caches.open(name)).delete(page)))
}

/** After a change of what the server writes into the page: the kept one is as it was. */
export function reloadAnew(): void {
  void forgetPage().finally(() => location.reload())
}

/** `null` where it says nothing: it may just have been replaced. */
function versionOf(worker: ServiceWorker): Promise<unknown> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<unknown>) => resolve(data)
    worker.postMessage('version', [port2])
    setTimeout(resolve, patienceMs, null)
  })
}
