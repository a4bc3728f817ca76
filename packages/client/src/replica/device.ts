import type { Task } from '@todo/core'
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb'
import type { Entry } from './entry.ts'
import type { Notice } from './types.ts'

/** The copy as it is kept: tasks in buckets of JSON, which is read several times faster than objects one by one. */
export type Head = { spaceId: string; epoch: number; seq: number }
export type Kept = { head: Head | null; tasks: Task[]; entries: Entry[]; notices: Notice[] }
/** Buckets written anew, by number, and the place in the log that all of them have reached. */
export type Save = { head: Head; buckets: ReadonlyMap<number, readonly Task[]>; ended: readonly number[] }

/** What a device keeps of one person's list. Rejects where the browser does. */
export type Device = {
  load(): Promise<Kept>
  entries(): Promise<Entry[]>
  /** Puts a write at the end of the queue, and gives its place. */
  put(entry: Entry): Promise<number>
  /** Notes that a write may reach the server from now on; `false` where it has left the queue. */
  markSent(order: number): Promise<boolean>
  /** Takes a write out of the queue; `false` where it was sent, or is gone. */
  take(order: number): Promise<boolean>
  /** Takes writes out of the queue that were refused, and keeps what must be said of them. */
  refuse(orders: readonly number[], notice: Notice): Promise<void>
  putNotice(notice: Notice): Promise<void>
  deleteNotice(id: string): Promise<void>
  save(save: Save): Promise<void>
  /** Forgets everything. */
  wipe(): Promise<void>
  close(): void
}

/** A uuid ends in digits that are as good as random. */
export const bucketOf = (id: string): number => Number.parseInt(id.slice(-2), 16) % bucketCount
export const bucketCount = 64

const version = 1
const openMs = 3_000
const strict = { durability: 'strict' } as const

interface Schema extends DBSchema {
  copy: { key: number; value: string }
  head: { key: 'head'; value: Head }
  queue: { key: number; value: Omit<Entry, 'order'> }
  notices: { key: string; value: Notice }
}

export type Opening = {
  /** What the names of all persons' databases begin with. */
  prefix: string
  userId: string
  /** What `indexedDB.databases` gives. */
  databases(): Promise<readonly { name?: string }[]>
  /** Another tab needs the storage: a newer version of the app, or whoever signs this person out. */
  onTaken(isForgotten: boolean): void
}

/** Rejects where the browser keeps nothing, or does not say so in time. */
export const openDevice = (opening: Opening): Promise<Device> => inTime(opened(opening))

async function opened({ prefix, userId, databases, onTaken }: Opening): Promise<Device> {
  const opening = openDB<Schema>(prefix + userId, version, {
    upgrade(db) {
      db.createObjectStore('copy')
      db.createObjectStore('head')
      db.createObjectStore('queue', { autoIncrement: true })
      db.createObjectStore('notices')
    },
    blocking(_current, wanted) {
      void opening.then((db) => db.close())
      onTaken(wanted === null)
    },
  })
  const [db, all] = await Promise.all([opening, databases()])
  forgetOthers(prefix, userId, all)
  return deviceOn(db)
}

/** Some browsers neither open nor refuse. */
function inTime<Of>(opening: Promise<Of>): Promise<Of> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The storage does not open')), openMs)
    opening.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** What another person left on this device is nobody's to keep. */
function forgetOthers(prefix: string, userId: string, all: readonly { name?: string }[]): void {
  const others = all.flatMap(({ name = '' }) =>
    name.startsWith(prefix) && name !== prefix + userId ? [name] : [],
  )
  // Not waited for: a tab of that person lets go of it as soon as it can.
  for (const name of others) void deleteDB(name).catch(() => {})
}

function deviceOn(db: IDBPDatabase<Schema>): Device {
  return {
    load: () => load(db),
    entries: () => entriesIn(db.transaction('queue').store),
    async put({ order: _, ...entry }) {
      const tx = db.transaction('queue', 'readwrite', strict)
      const [order] = await Promise.all([tx.store.add(entry), tx.done])
      return order
    },
    async markSent(order) {
      const tx = db.transaction('queue', 'readwrite', strict)
      const entry = await tx.store.get(order)
      if (entry && !entry.isSent) await tx.store.put({ ...entry, isSent: true }, order)
      await tx.done
      return entry !== undefined
    },
    async take(order) {
      const tx = db.transaction('queue', 'readwrite', strict)
      const entry = await tx.store.get(order)
      const isFree = entry !== undefined && !entry.isSent
      if (isFree) await tx.store.delete(order)
      await tx.done
      return isFree
    },
    async refuse(orders, notice) {
      const tx = db.transaction(['queue', 'notices'], 'readwrite', strict)
      const queue = tx.objectStore('queue')
      await Promise.all([
        ...orders.map((order) => queue.delete(order)),
        tx.objectStore('notices').put(notice, notice.id),
        tx.done,
      ])
    },
    async putNotice(notice) {
      await db.put('notices', notice, notice.id)
    },
    deleteNotice: (id) => db.delete('notices', id),
    save: (saved) => save(db, saved),
    async wipe() {
      db.close()
      await deleteDB(db.name)
    },
    close: () => db.close(),
  }
}

async function load(db: IDBPDatabase<Schema>): Promise<Kept> {
  const tx = db.transaction(['copy', 'head', 'queue', 'notices'])
  const [head, buckets, entries, notices] = await Promise.all([
    tx.objectStore('head').get('head'),
    tx.objectStore('copy').getAll(),
    entriesIn(tx.objectStore('queue')),
    tx.objectStore('notices').getAll(),
  ])
  return { head: head ?? null, tasks: buckets.flatMap(tasksIn), entries, notices }
}

/** What was written by {@link save}. */
const tasksIn = (bucket: string): Task[] => JSON.parse(bucket)

type Queue = {
  getAll(): Promise<Omit<Entry, 'order'>[]>
  getAllKeys(): Promise<number[]>
}

async function entriesIn(queue: Queue): Promise<Entry[]> {
  const [entries, orders] = await Promise.all([queue.getAll(), queue.getAllKeys()])
  return entries.map((entry, index) => ({ ...entry, order: orders[index] ?? null }))
}

async function save(db: IDBPDatabase<Schema>, { head, buckets, ended }: Save): Promise<void> {
  const written = [...buckets].map(([bucket, tasks]) => ({ bucket, text: JSON.stringify(tasks) }))
  const tx = db.transaction(['copy', 'head', 'queue'], 'readwrite')
  const copy = tx.objectStore('copy')
  const queue = tx.objectStore('queue')
  await Promise.all([
    ...written.map(({ bucket, text }) => copy.put(text, bucket)),
    tx.objectStore('head').put(head, 'head'),
    ...ended.map((order) => queue.delete(order)),
    tx.done,
  ])
}
