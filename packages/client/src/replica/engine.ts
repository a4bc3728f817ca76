import type { Replica as Copy, TaskEvent, Undoable } from '@todo/core'
import { systemIds } from '@todo/core/system'
import type { Refused } from './call.ts'
import { createCall } from './call.ts'
import { Conflicts } from './conflicts.ts'
import { editsOf } from './effects.ts'
import { basedOn, type Entry, type Intent, madeBy, textsOf } from './entry.ts'
import { Keeper } from './keeper.ts'
import { Line } from './line.ts'
import { Value } from './live.ts'
import { volatileFrom } from './memory-device.ts'
import { Outcomes } from './outcomes.ts'
import { Shown } from './shown.ts'
import { Storage } from './storage.ts'
import { type LineStatus, type Locks, type Message, openTabs, type Tabs } from './tabs.ts'
import type {
  Notice,
  Outcome,
  RefusedNotice,
  ReplicaOptions,
  ReplicaStatus,
  Write,
  WriteKind,
} from './types.ts'
import { Views } from './views.ts'

/** What a replica has from the browser, or from a test. */
export type Surroundings = {
  /** What the names of databases, locks and channels begin with. */
  prefix: string
  /** Where the server is, without a slash at the end; empty for the page's own address. */
  baseUrl: string
  fetch: typeof fetch
  openSocket(path: string): WebSocket
  headers(): Record<string, string>
  isSecure: boolean
  /** `navigator.locks`; absent where the page is not on https. */
  locks: Locks | undefined
  /** Asks for `indexedDB.databases()`. */
  databases(): Promise<readonly { name?: string }[]>
  isHidden(): boolean
}

const clockMs = 20_000
/** A clock that is wrong by less is left alone. */
const skewMs = 90_000

/** One person's list in one tab: what is shown, what is kept, and who has the line to the server. */
export class Engine {
  readonly shown: Shown
  readonly views: Views
  readonly status: Value<ReplicaStatus>
  readonly notices = new Value<readonly Notice[]>([])
  readonly outcomes = new Outcomes()
  readonly #options: ReplicaOptions
  readonly #around: Surroundings
  readonly #conflicts = new Conflicts()
  readonly #answered = new Set<string>()
  /** Being taken out of the queue: the device decides whether they still can be. */
  readonly #leaving = new Set<string>()
  readonly #keeping = new Map<string, Promise<void>>()
  #storage: Storage | null = null
  #tabs: Tabs | null = null
  #line: Line | null = null
  #keeper: Keeper | null = null
  #isWhole = false
  #isClosed = false
  #skewMs = 0
  readonly #clock: ReturnType<typeof setInterval>
  readonly #ready: Promise<Storage>

  constructor(options: ReplicaOptions, around: Surroundings) {
    this.#options = options
    this.#around = around
    this.shown = new Shown((changes) => this.views.update(changes))
    this.views = new Views({ shown: this.shown, timeZone: options.timeZone, now: () => this.now() })
    this.status = new Value<ReplicaStatus>({
      connection: 'loading',
      waiting: 0,
      loaded: 0,
      storage: around.isSecure ? 'durable' : 'memory',
      isSecure: around.isSecure,
      needsSignIn: false,
      isOutdated: false,
    })
    this.#clock = setInterval(() => this.views.lookAtClock(), clockMs)
    this.#ready = this.#open()
  }

  /** The time by the server's clock, where this device's is far from it. */
  now(): number {
    return Date.now() + this.#skewMs
  }

  /**
   * Makes a write: it shows at once. Throws `TodoError` by the rules of the domain; gives `null` where it changes
   * nothing here and `isBlind` does not say that it may elsewhere.
   */
  write(kind: WriteKind, intent: Intent, texts?: readonly string[], isBlind = false): Write | null {
    const at = new Date(this.now()).toISOString()
    const known =
      intent.do === 'invert' && intent.operationId ? this.shown.undoableOf(intent.operationId) : undefined
    const edits = editsOf({ intent, at }, this.shown.state, undefined, known)
    if (edits.length === 0 && !isBlind) return null
    const taskIds = edits.flatMap(({ before, after }) => (before ?? after)?.id ?? [])
    const entry: Entry = {
      operationId: systemIds.uuid(),
      kind,
      intent: intent.do === 'invert' ? { ...intent, undoable: known ?? intent.undoable } : intent,
      at,
      texts: texts ?? textsOf({ intent }),
      taskIds,
      based: basedOn(intent, this.shown.tasks),
      order: null,
      isSent: false,
    }
    this.#enqueue(entry)
    return this.#writeOf(entry)
  }

  /**
   * Takes a write out of the queue, where it was not sent. `otherwise` makes the write that takes it back where it
   * was. Both show at once and look the same.
   */
  withdraw(entry: Entry, otherwise: () => Write): Write {
    const operationId = systemIds.uuid()
    this.#leaving.add(entry.operationId)
    this.#setEntries(this.shown.entries.filter((each) => each !== entry))
    const settled = this.#taken(entry).then((isTaken): Outcome | Promise<Outcome> => {
      this.#leaving.delete(entry.operationId)
      if (isTaken) {
        this.#end([entry.operationId], { kind: 'withdrawn' })
        return { kind: 'done' }
      }
      this.#setEntries(inOrder([...this.shown.entries, entry]))
      return otherwise().settled
    })
    return { operationId, kind: 'undo', taskIds: entry.taskIds, settled }
  }

  /** Throws `UNDO_CONFLICT` where later changes stand on what an operation did. */
  expectRevertible(undoable: Undoable): void {
    const at = new Date(this.now()).toISOString()
    editsOf({ intent: { do: 'invert', operationId: null, undoable }, at }, this.shown.state)
  }

  find(operationId: string): Entry | undefined {
    return this.shown.entries.find((entry) => entry.operationId === operationId)
  }

  dismiss(noticeId: string): void {
    this.#dropNotice(noticeId)
    this.#tabs?.post({ type: 'dismissed', noticeId })
    void this.#storage?.deleteNotice(noticeId)
  }

  retry(): void {
    if (this.#line) this.#line.retry()
    else this.#tabs?.post({ type: 'retry' })
  }

  signedIn(): void {
    const wasWanted = this.status.get().needsSignIn
    this.#say({ needsSignIn: false })
    if (this.#line) this.#line.signedIn()
    else if (wasWanted) this.#tabs?.post({ type: 'signedIn' })
  }

  /** The page is going, or was away. */
  flush(): Promise<void> {
    return this.#keeper?.flush() ?? Promise.resolve()
  }

  cameBack(): void {
    this.views.lookAtClock()
    if (this.#line) this.#line.wake()
    else this.#tabs?.post({ type: 'hello' })
  }

  async wipe(): Promise<void> {
    const storage = await this.#ready
    this.#tabs?.post({ type: 'wiped' })
    this.#stop()
    this.#forgetAll()
    await storage.wipe()
  }

  async close(): Promise<void> {
    const storage = await this.#ready
    if (this.#isClosed) return
    await Promise.all(this.#keeping.values())
    await this.#keeper?.close()
    this.#stop()
    storage.close()
  }

  async #open(): Promise<Storage> {
    const { userId } = this.#options
    const { prefix, isSecure, locks, databases } = this.#around
    const storage = await Storage.open(isSecure ? { prefix, userId, databases } : null)
    this.#storage = storage
    const early: Message[] = []
    let hear = (message: Message): void => void early.push(message)
    const isShared = isSecure && storage.isDurable.get()
    this.#tabs = openTabs({
      name: prefix + userId,
      locks: isShared ? locks : undefined,
      onMessage: (message) => hear(message),
    })
    await this.#refresh()
    hear = (message) => this.#hear(message)
    for (const message of early) hear(message)
    storage.isDurable.subscribe(() => this.#sayStorage())
    storage.taken.subscribe(() => this.#onTaken())
    this.#sayStorage()
    this.#tabs.post({ type: 'hello' })
    void this.#tabs.leads.then(() => this.#lead())
    return storage
  }

  /** Takes what the device holds: the copy where it is ahead of this tab's, and the queue. */
  async #refresh(): Promise<void> {
    const kept = await this.#storage?.load()
    if (!kept || this.#isClosed) return
    const { head, tasks, entries, notices } = kept
    const isAhead = head !== null && (head.epoch !== this.shown.copy.epoch || head.seq > this.shown.copy.seq)
    if (head && (isAhead || !this.#isWhole)) {
      this.shown.replaceCopy({ ...head, tasks: new Map(tasks.map((task) => [task.id, task])) })
      this.#isWhole = true
    }
    this.#reconcile(entries)
    if (notices.length > 0) this.notices.set(newestFirst([...notices]))
  }

  /** The device's queue counts; of this tab's own, what the device does not have yet. */
  #reconcile(kept: readonly Entry[]): void {
    const known = new Map(this.shown.entries.map((entry) => [entry.operationId, entry]))
    const ids = new Set(kept.map(({ operationId }) => operationId))
    const unkept = this.shown.entries.filter(
      ({ operationId, order }) => !ids.has(operationId) && (order === null || order >= volatileFrom),
    )
    const gone = this.shown.entries.filter((entry) => !ids.has(entry.operationId) && !unkept.includes(entry))
    const next = kept
      .filter(({ operationId }) => !this.#leaving.has(operationId) && !this.outcomes.hasEnded(operationId))
      .map((entry) => known.get(entry.operationId) ?? entry)
    this.#setEntries(inOrder([...next, ...unkept]))
    for (const { operationId } of gone) this.outcomes.end(operationId, { kind: 'done' })
  }

  async #lead(): Promise<void> {
    const storage = this.#storage
    if (!storage || this.#isClosed) return
    this.#reconcile(await storage.entries())
    if (this.#isClosed) return
    this.#keeper = new Keeper({ copy: () => this.shown.copy, save: (save) => storage.save(save) })
    // The tab that led before may have closed without keeping all that it had told this one.
    if (this.#isWhole) this.#keeper.everythingChanged()
    const line = this.#createLine(storage)
    this.#line = line
    this.#settleLanded()
    await line.run()
  }

  #createLine(storage: Storage): Line {
    const { baseUrl, fetch, headers, openSocket, isHidden } = this.#around
    return new Line({
      userId: this.#options.userId,
      call: createCall(fetch, baseUrl, headers),
      openSocket: (cursor) => openSocket(`/api/realtime?since=${encodeURIComponent(cursor)}`),
      isHidden,
      copy: () => (this.#isWhole ? this.shown.copy : null),
      onCopy: (copy, isWhole) => this.#onCopy(copy, isWhole),
      onEvents: (events) => this.#onEvents(events),
      onLevel: () =>
        this.#finish(this.shown.entries.filter(({ operationId }) => this.#answered.has(operationId))),
      onServerTime: (timeMs) => {
        const ahead = timeMs - Date.now()
        this.#skewMs = Math.abs(ahead) > skewMs ? ahead : 0
        this.views.lookAtClock()
      },
      next: () =>
        this.shown.entries.find(
          ({ order, operationId }) => order !== null && !this.#answered.has(operationId),
        ) ?? null,
      markSent: (entry) => this.#markSent(entry, storage),
      onAnswered: (entry, isNothing) => this.#onAnswered(entry, isNothing),
      onRefused: (entry, refusal) => this.#onRefused(entry, refusal, storage),
      isOpen: ({ operationId }) => this.find(operationId) !== undefined,
      onStatus: (status) => {
        this.#say(status)
        this.#tabs?.post({ type: 'status', status })
      },
    })
  }

  async #markSent(entry: Entry, storage: Storage): Promise<boolean> {
    const isThere = entry.order !== null && (await storage.markSent(entry.order))
    if (this.#leaving.has(entry.operationId)) return false
    if (isThere) entry.isSent = true
    else this.#setEntries(this.shown.entries.filter((each) => each !== entry))
    return isThere
  }

  #onCopy(copy: Copy, isWhole: boolean): void {
    this.shown.replaceCopy({ ...copy, tasks: new Map(copy.tasks) })
    if (!isWhole) return
    this.#isWhole = true
    this.#keeper?.everythingChanged()
    void this.#tellCopy()
  }

  #onEvents(events: readonly TaskEvent[]): boolean {
    const from = this.shown.copy.seq
    const fresh = events.filter(({ seq }) => seq > from)
    if (fresh.length === 0) return false
    const found = this.#conflicts.take(fresh, (operationId) => this.find(operationId))
    const gap = this.shown.applyEvents(fresh)
    this.#keeper?.changed(fresh.map(({ taskId }) => taskId))
    this.#tabs?.post({ type: 'events', events: fresh })
    for (const notice of found) this.#tell(notice)
    this.#settleLanded()
    return gap
  }

  /** What all events of a write have been seen of is done, whether its answer came or not. */
  #settleLanded(): void {
    this.#finish(this.shown.entries.filter((entry) => this.shown.hasLanded(entry)))
  }

  #onAnswered(entry: Entry, isNothing: boolean): void {
    if (!this.find(entry.operationId)) return
    if (isNothing) {
      this.#finish([entry])
      return
    }
    this.#noteAnswered(entry.operationId)
    this.#tabs?.post({ type: 'answered', operationId: entry.operationId })
  }

  async #onRefused(entry: Entry, refusal: Refused, storage: Storage): Promise<void> {
    const made = new Set(madeBy(entry))
    const later = this.shown.entries.filter((each) => each !== entry && !each.isSent)
    const fallen = later.filter(({ taskIds }) => taskIds.some((id) => made.has(id)))
    const notice = noticeOf(entry, fallen, refusal, new Date(this.now()).toISOString())
    const all = [entry, ...fallen]
    await storage.refuse(
      all.flatMap(({ order }) => order ?? []),
      notice,
    )
    this.#tell(notice, false)
    this.#end(
      all.map(({ operationId }) => operationId),
      { kind: 'refused', notice },
    )
  }

  #finish(entries: readonly Entry[]): void {
    if (entries.length === 0) return
    for (const { order } of entries) if (order !== null) this.#keeper?.ended(order)
    this.#end(
      entries.map(({ operationId }) => operationId),
      { kind: 'done' },
    )
  }

  #end(operationIds: readonly string[], outcome: Outcome): void {
    this.#ended(operationIds, outcome)
    this.#tabs?.post({ type: 'ended', operationIds, outcome })
  }

  #ended(operationIds: readonly string[], outcome: Outcome): void {
    const ended = new Set(operationIds)
    for (const operationId of ended) {
      this.#answered.delete(operationId)
      this.outcomes.end(operationId, outcome)
    }
    this.#setEntries(this.shown.entries.filter(({ operationId }) => !ended.has(operationId)))
    for (const operationId of ended) this.shown.forget(operationId)
  }

  #enqueue(entry: Entry): void {
    this.#setEntries([...this.shown.entries, entry])
    const kept = this.#keep(entry).finally(() => this.#keeping.delete(entry.operationId))
    this.#keeping.set(entry.operationId, kept)
  }

  async #keep(entry: Entry): Promise<void> {
    const storage = this.#storage ?? (await this.#ready)
    entry.order = await storage.put(entry)
    if (this.outcomes.hasEnded(entry.operationId)) return
    const sorted = inOrder(this.shown.entries)
    if (sorted.some((each, index) => each !== this.shown.entries[index])) this.#setEntries(sorted)
    if (!this.#leaving.has(entry.operationId)) this.#tabs?.post({ type: 'entry', entry })
    this.#line?.wake()
  }

  async #taken(entry: Entry): Promise<boolean> {
    await this.#keeping.get(entry.operationId)
    const storage = this.#storage ?? (await this.#ready)
    if (entry.order === null) return false
    // Only the tab with the line knows what became of a write that no storage has.
    if (entry.order >= volatileFrom && !this.#line) return false
    return storage.take(entry.order)
  }

  #hear(message: Message): void {
    if (this.#isClosed) return
    switch (message.type) {
      case 'hello':
        if (this.#line) void this.#tellCopy()
        break
      case 'copy':
        this.#onOthersCopy(message)
        break
      case 'events':
        if (this.shown.applyEvents(message.events)) this.#tabs?.post({ type: 'hello' })
        break
      case 'entry':
        this.#onOthersEntry(message.entry)
        break
      case 'answered':
        this.#noteAnswered(message.operationId)
        break
      case 'ended':
        this.#ended(message.operationIds, message.outcome)
        break
      case 'notice':
        this.notices.set(newestFirst([...this.notices.get(), message.notice]))
        break
      case 'dismissed':
        this.#dropNotice(message.noticeId)
        break
      case 'status':
        this.#say(message.status)
        break
      case 'retry':
        this.#line?.retry()
        break
      case 'signedIn':
        this.signedIn()
        break
      case 'wiped':
        this.#onWiped()
    }
  }

  async #tellCopy(): Promise<void> {
    await this.flush()
    const { epoch, seq } = this.shown.copy
    if (this.#isWhole) this.#tabs?.post({ type: 'copy', epoch, seq })
    this.#line?.tellStatus()
  }

  #onOthersCopy({ epoch, seq }: { epoch: number; seq: number }): void {
    const { copy } = this.shown
    if (this.#isWhole && copy.epoch === epoch && copy.seq >= seq) return
    void this.#refresh()
  }

  #onOthersEntry(entry: Entry): void {
    if (this.find(entry.operationId) || this.outcomes.hasEnded(entry.operationId)) return
    this.#setEntries(inOrder([...this.shown.entries, entry]))
    this.#line?.wake()
  }

  #onWiped(): void {
    this.#stop()
    this.#forgetAll()
    this.#storage?.close()
    this.#say({ needsSignIn: true, connection: 'offline' })
  }

  #onTaken(): void {
    const taken = this.#storage?.taken.get()
    if (taken === 'forgotten') this.#onWiped()
    else if (taken === 'newer') this.#say({ isOutdated: true })
  }

  #forgetAll(): void {
    this.shown.setEntries([])
    this.shown.replaceCopy({ tasks: new Map(), spaceId: '', epoch: 0, seq: 0 })
    this.notices.set([])
  }

  #stop(): void {
    this.#isClosed = true
    clearInterval(this.#clock)
    this.#line?.close()
    this.#tabs?.close()
  }

  #setEntries(entries: readonly Entry[]): void {
    this.shown.setEntries(entries)
    const waiting = entries.filter(({ operationId }) => !this.#answered.has(operationId)).length
    this.#say({ waiting })
  }

  #noteAnswered(operationId: string): void {
    this.#answered.add(operationId)
    this.#setEntries(this.shown.entries)
  }

  #tell(notice: Notice, keeps = true): void {
    this.notices.set(newestFirst([...this.notices.get(), notice]))
    this.#tabs?.post({ type: 'notice', notice })
    if (keeps) void this.#storage?.putNotice(notice)
  }

  #dropNotice(noticeId: string): void {
    this.notices.set(this.notices.get().filter(({ id }) => id !== noticeId))
  }

  #sayStorage(): void {
    const isKept = this.#around.isSecure && this.#storage?.isDurable.get() === true
    this.#say({ storage: isKept ? 'durable' : 'memory' })
  }

  #say(change: Partial<ReplicaStatus> | LineStatus): void {
    const before = this.status.get()
    const next = { ...before, ...change }
    const isSame = Object.entries(next).every(([name, value]) => Reflect.get(before, name) === value)
    if (!isSame) this.status.set(next)
  }

  #writeOf({ operationId, kind, taskIds }: Entry): Write {
    return { operationId, kind, taskIds, settled: this.outcomes.of(operationId) }
  }
}

/** What the device has not placed yet comes last. */
const inOrder = (entries: readonly Entry[]): Entry[] =>
  entries.toSorted((left, right) => (left.order ?? Infinity) - (right.order ?? Infinity) || 0)

const newestFirst = (notices: readonly Notice[]): readonly Notice[] =>
  [...new Map(notices.map((notice) => [notice.id, notice])).values()].sort((left, right) =>
    left.at < right.at ? 1 : -1,
  )

function noticeOf(entry: Entry, fallen: readonly Entry[], refusal: Refused, at: string): RefusedNotice {
  const { operationId, kind, taskIds } = entry
  const { code, message, issues, conflicts } = refusal
  return {
    kind: 'refused',
    id: operationId,
    at,
    write: { kind, at: entry.at, taskIds },
    texts: [entry, ...fallen].flatMap(({ texts }) => texts),
    code,
    message,
    issues,
    conflicts,
    fallen: fallen.length,
  }
}
