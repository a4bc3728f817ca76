import type { Live, LocalTask, Notice, Replica, ReplicaStatus, Write, WriteKind } from '@todo/client/replica'

export type Settable<Value> = Live<Value> & { set(value: Value): void }

export function settable<Value>(first: Value): Settable<Value> {
  const listeners = new Set<() => void>()
  let value = first
  return {
    get: () => value,
    set(next) {
      value = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const status: ReplicaStatus = {
  connection: 'live',
  waiting: 0,
  loaded: 0,
  storage: 'durable',
  isSecure: true,
  needsSignIn: false,
  proposalsHeard: 0,
  isOutdated: false,
}

/** A list of tasks that keeps what it was asked for; it changes only as the test says. */
export function fakeReplica(tasks: Settable<readonly LocalTask[]>, notices: Settable<readonly Notice[]>) {
  const calls: unknown[][] = []
  const write =
    (kind: WriteKind) =>
    (...args: unknown[]): Write => {
      calls.push([kind, ...args])
      return { operationId: `operation-${calls.length}`, kind, taskIds: [], settled: new Promise(() => {}) }
    }
  const known = new Map<string | number, Live<LocalTask | null>>()
  const replica: Replica = {
    status: settable(status),
    notices,
    today: () => today,
    upcoming: () => settable([]),
    tasks: () => tasks,
    trash: () => settable([]),
    task(ref) {
      const find = (): LocalTask | null =>
        tasks.get().find(({ id, number }) => id === ref || number === ref) ?? null
      const live = known.get(ref) ?? { get: find, subscribe: tasks.subscribe }
      known.set(ref, live)
      return live
    },
    tags: () => tags,
    create: write('create'),
    update: write('update'),
    complete: write('complete'),
    reopen: write('reopen'),
    delete: write('delete'),
    restore: write('restore'),
    batch: write('batch'),
    purge: write('purge'),
    move: write('update'),
    renameTag: write('renameTag'),
    deleteTag: write('deleteTag'),
    undo: write('undo'),
    redo: write('redo'),
    dismiss(id) {
      calls.push(['dismiss', id])
      notices.set(notices.get().filter((notice) => notice.id !== id))
    },
    takeTheirs: write('update'),
    signedIn: () => {},
    setTimeZone: () => {},
    retry: () => {},
    wipe: async () => {},
    flush: async () => {},
    cameBack: () => {},
    close: async () => {},
  }
  const today = settable({ date: '2026-05-04', overdue: [], today: [], done: [] })
  const tags = settable([])
  return { replica, calls }
}
