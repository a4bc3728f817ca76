import type { Page } from 'playwright-core'
import type { Visitor } from './visit.ts'

type Operation = { id: string; kind: string; reverts: string[]; events: { type: string }[] }

/** All operations that the server has of a person, the first one first. */
export async function historyOf({ context }: Visitor): Promise<Operation[]> {
  const answer = await context.request.get('/api/history?limit=100')
  const { operations }: { operations: Operation[] } = await answer.json()
  return operations.toReversed()
}

/** The tasks that the server has outside the trash, by their numbers. */
export async function tasksOf({ context }: Visitor): Promise<Record<string, unknown>[]> {
  const answer = await context.request.get('/api/tasks?sort=number&order=asc&limit=100')
  const { tasks }: { tasks: Record<string, unknown>[] } = await answer.json()
  return tasks
}

/** The ids of the writes that wait on the device, in their order, as the browser has them on its disk. */
export const queuedOn = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { name = '' } =
      (await indexedDB.databases()).find(({ name }) => name?.startsWith('todo-list-')) ?? {}
    const answered = <Of>(request: IDBRequest<Of>): Promise<Of> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const db = await answered(indexedDB.open(name))
    const kept: { operationId: string }[] = await answered(
      db.transaction('queue').objectStore('queue').getAll(),
    )
    db.close()
    return kept.map(({ operationId }) => operationId)
  })

/** Until the sign says so many changes wait, of all that it is shown in. */
export const untilWaiting = (page: Page, count: number): Promise<void> =>
  page
    .getByText(count === 1 ? /1 change waits/ : new RegExp(`\\b${count} changes wait`))
    .first()
    .waitFor({ state: 'attached' })

/** Until all changes that wait, by the sign, are on the device; what is shown at once is kept a moment later. */
export async function untilAllQueued(page: Page): Promise<string[]> {
  for (;;) {
    const shown = await page.evaluate(
      () => /(\d+) changes? waits?/.exec(document.body.textContent ?? '')?.[1],
    )
    const queued = await queuedOn(page)
    if (Number(shown ?? 0) === queued.length) return queued
  }
}

/** Until nothing waits, and the list is live. */
export async function untilLevel(page: Page): Promise<void> {
  await page.getByText('Live', { exact: true }).first().waitFor({ state: 'attached' })
  await page.waitForFunction(() => !/changes? waits?/.test(document.body.textContent ?? ''))
}
