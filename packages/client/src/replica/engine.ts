import { type Replica as Copy, type TaskEdit, type TaskEvent, TodoError, type Undoable } from '@todo/core'
import { systemIds } from '@todo/core/system'
import { createCall, type Refused } from './call.ts'
import { Conflicts } from './conflicts.ts'
import { editsOf } from './effects.ts'
import { basedOn, type Entry, type Intent, madeBy, textsOf } from './entry.ts'
import { Journal } from './journal.ts'
import { Keeper } from './keeper.ts'
import { Line } from './line.ts'
import { Value } from './live.ts'
import { Notices, refusedNotice } from './notices.ts'
import { prepareWords } from './query.ts'
import { Queue } from './queue.ts'
import { emptyCopy, Shown } from './shown.ts'
import { Storage } from './storage.ts'
import type { Surroundings } from './surroundings.ts'
import { type LineStatus, type Message, openTabs, type Tabs } from './tabs.ts'
import type { ReplicaOptions, ReplicaStatus, Write, WriteKind } from './types.ts'
import { Views } from './views.ts'

const clockMs = 20_000
/** A clock that is wrong by less is left alone. */
const skewMs = 90_000

export type WriteOptions = {
  /** What the person typed, where that is more than what is written. */
  texts?: readonly string[] | undefined
  /** What it changes may be on the server alone. */
  isBlind?: boolean
  /** The person has seen it happen already: what is against it is for the server to say. */
  isShown?: boolean
}

/** One person's list in one tab: what is shown, what is kept, and who has the line to the server. */
export class Engine {
  readonly shown: Shown
  readonly views: Views
  readonly queue: Queue
  readonly notices: Notices
  readonly status: Value<ReplicaStatus>
  readonly #options: ReplicaOptions
  readonly #around: Surroundings
  readonly #conflicts = new Conflicts()
  readonly #journal: Journal
  readonly #storage: Promise<Storage>
  readonly #opened: Promise<void>
  readonly #clock: ReturnType<typeof setInterval>
  #tabs: Tabs | null = null
  #line: Line | null = null
  #keeper: Keeper | null = null
  /** The copy was loaded to its end. */
  #isWhole = false
  #refreshing: Promise<void> = Promise.resolve()
  /** Events that came while the device was being read. */
  #heardMeanwhile: TaskEvent[] | null = null
  #isClosed = false
  #isPruned = false
  #skewMs = 0

  constructor(options: ReplicaOptions, around: Surroundings) {
    this.#options = options
    this.#around = around
    const { userId, timeZone } = options
    const { isSecure, prefix, databases, syncStorage } = around
    this.#journal = new Journal(syncStorage, prefix + userId)
    this.#storage = Storage.open(isSecure ? { prefix, userId, databases } : null)
    const shared = { storage: this.#storage, post: (message: Message) => this.#tabs?.post(message) }
    this.shown = new Shown((changes) => this.views.update(changes))
    this.views = new Views({ shown: this.shown, timeZone, now: () => this.now() })
    this.notices = new Notices(shared)
    this.queue = new Queue({
      ...shared,
      journal: this.#journal,
      shown: this.shown,
      isLeading: () => this.#line !== null,
      onReady: () => this.#line?.wake(),
      onCount: (waiting) => this.#say({ waiting }),
      onLeftover: (order) => this.#keeper?.ended(order),
    })
    this.status = new Value<ReplicaStatus>({
      connection: 'loading',
      waiting: 0,
      loaded: 0,
      storage: isSecure ? 'durable' : 'memory',
      isSecure,
      needsSignIn: false,
      proposalsHeard: 0,
      isOutdated: false,
    })
    this.#clock = setInterval(() => this.views.lookAtClock(), clockMs)
    this.#opened = this.#open()
  }

  /** The time by the server's clock, where this device's is far from it. */
  now(): number {
    return Date.now() + this.#skewMs
  }

  /**
   * Makes a write: it shows at once. Throws `TodoError` by the rules of the domain; gives `null` where it changes
   * nothing.
   */
  write(
    kind: WriteKind,
    intent: Intent,
    { texts, isBlind = false, isShown = false }: WriteOptions = {},
  ): Write | null {
    const at = new Date(this.now()).toISOString()
    const edits = this.#editsOf(intent, at, isShown)
    if (edits.length === 0 && !isBlind && !isShown) return null
    const operationId = systemIds.uuid()
    const taskIds = edits.flatMap(({ before, after }) => (before ?? after)?.id ?? [])
    this.queue.add({
      operationId,
      kind,
      intent,
      at,
      texts: texts ?? textsOf({ intent }),
      taskIds,
      based: basedOn(intent, this.shown.tasks),
      order: null,
      isSent: false,
    })
    return { operationId, kind, taskIds, settled: this.queue.outcomes.of(operationId) }
  }

  #editsOf(intent: Intent, at: string, isShown: boolean): TaskEdit[] {
    try {
      return editsOf({ intent, at }, this.shown.state)
    } catch (error) {
      if (isShown && error instanceof TodoError) return []
      throw error
    }
  }

  /** Throws `UNDO_CONFLICT` where later changes stand on what an operation did. */
  expectRevertible(undoable: Undoable): void {
    const at = new Date(this.now()).toISOString()
    editsOf({ intent: { do: 'invert', operationId: null, undoable }, at }, this.shown.state)
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

  async flush(): Promise<void> {
    await this.#keeper?.flush()
  }

  cameBack(): void {
    this.views.lookAtClock()
    if (this.#line) this.#line.wake()
    else this.#tabs?.post({ type: 'hello' })
  }

  async wipe(): Promise<void> {
    await this.#opened
    this.#tabs?.post({ type: 'wiped' })
    this.#stop()
    this.#forgetAll()
    this.#journal.clear()
    await (await this.#storage).wipe()
  }

  async close(): Promise<void> {
    await this.#opened
    if (this.#isClosed) return
    await this.queue.placed()
    await this.#keeper?.close()
    this.#stop()
    const storage = await this.#storage
    storage.close()
  }

  async #open(): Promise<void> {
    const { isSecure, prefix, locks } = this.#around
    const storage = await this.#storage
    const isShared = isSecure && storage.isDurable.get()
    const early: Message[] = []
    let hear = (message: Message): void => void early.push(message)
    this.#tabs = openTabs({
      name: prefix + this.#options.userId,
      locks: isShared ? locks : undefined,
      onMessage: (message) => hear(message),
    })
    await this.#refresh()
    hear = (message) => this.#hear(message)
    for (const message of early) hear(message)
    storage.isDurable.subscribe(() => this.#sayStorage(storage))
    storage.taken.subscribe(() => this.#onTaken(storage))
    this.#sayStorage(storage)
    this.#tabs.post({ type: 'hello' })
    void this.#tabs.leads.then(() => this.#lead(storage))
  }

  /** Takes what the device holds; one time after the other. */
  #refresh(): Promise<void> {
    this.#refreshing = this.#refreshing.then(() => this.#takeKept())
    return this.#refreshing
  }

  /** The copy, where it is ahead of this tab's, the queue, and what was to be told. */
  async #takeKept(): Promise<void> {
    const storage = await this.#storage
    this.#heardMeanwhile = []
    const { head, tasks, notices } = await this.queue.refresh(() => storage.load())
    const heard = this.#heardMeanwhile
    this.#heardMeanwhile = null
    if (this.#isClosed) return
    const { epoch, seq } = this.shown.copy
    if (head && (!this.#isWhole || head.epoch !== epoch || head.seq > seq)) {
      this.shown.replaceCopy({ ...head, tasks: new Map(tasks.map((task) => [task.id, task])) })
      this.#isWhole = true
    }
    if (this.#isWhole) prepareWords(this.shown.tasks.values())
    this.#takeOthersEvents(heard)
    this.notices.addHere(notices)
  }

  async #refreshQueue(): Promise<void> {
    const storage = await this.#storage
    await this.queue.refresh(async () => ({ entries: await storage.entries() }))
  }

  async #lead(storage: Storage): Promise<void> {
    if (this.#isClosed) return
    await this.#refreshQueue()
    if (this.#isClosed) return
    this.#keeper = new Keeper({ copy: () => this.shown.copy, save: (save) => storage.save(save) })
    // The tab that led before may have closed without keeping all that it had told this one.
    if (this.#isWhole) this.#keeper.everythingChanged()
    this.#line = this.#createLine(storage)
    this.#settleLanded()
    this.queue.takeLeft()
    // One that opened while nobody led had no answer.
    void this.#tellCopy()
    await this.#line.run()
  }

  #createLine(storage: Storage): Line {
    const { queue } = this
    const { baseUrl, fetch, headers, openSocket, isHidden } = this.#around
    return new Line({
      userId: this.#options.userId,
      call: createCall(fetch, baseUrl, () => ({ ...headers(), 'X-Todo-User': this.#options.userId })),
      openSocket: (cursor) => openSocket(`/api/realtime?since=${encodeURIComponent(cursor)}`),
      isHidden,
      copy: () => (this.#isWhole ? this.shown.copy : null),
      onCopy: (copy, isWhole) => this.#onCopy(copy, isWhole),
      onEvents: (events) => this.#onEvents(events),
      onLevel: () => this.#finish(queue.answered()),
      onServerTime: (timeMs) => this.#onServerTime(timeMs),
      next: () => queue.next(),
      markSent: (entry) => queue.markSent(entry),
      isOpen: ({ operationId }) => queue.find(operationId) !== undefined,
      onAnswered: (entry, isNothing) => this.#onAnswered(entry, isNothing),
      onRefused: (entry, refusal) => this.#onRefused(entry, refusal, storage),
      onStatus: (status) => {
        this.#say(status)
        this.#tabs?.post({ type: 'status', status })
      },
    })
  }

  #onServerTime(timeMs: number): void {
    const ahead = timeMs - Date.now()
    this.#skewMs = Math.abs(ahead) > skewMs ? ahead : 0
    this.views.lookAtClock()
    if (!this.#isPruned) this.shown.prune(timeMs)
    this.#isPruned = true
  }

  #onCopy(copy: Copy, isWhole: boolean): void {
    this.shown.replaceCopy({ ...copy, tasks: new Map(copy.tasks) })
    if (!isWhole) return
    this.#isWhole = true
    prepareWords(this.shown.tasks.values())
    this.#keeper?.everythingChanged()
    void this.#tellCopy()
  }

  #onEvents(events: readonly TaskEvent[]): boolean {
    const from = this.shown.copy.seq
    const fresh = events.filter(({ seq }) => seq > from)
    if (fresh.length === 0) return false
    const found = this.#conflicts.take(fresh, (operationId) => this.queue.find(operationId))
    const gap = this.shown.applyEvents(fresh, this.now())
    this.#keeper?.changed(fresh.map(({ taskId }) => taskId))
    this.#tabs?.post({ type: 'events', events: fresh })
    for (const notice of found) void this.notices.tellAndKeep(notice)
    this.#settleLanded()
    return gap
  }

  /** What all events of a write have been seen of is done, whether its answer came or not. */
  #settleLanded(): void {
    this.#finish(this.shown.entries.filter((entry) => this.shown.hasLanded(entry)))
  }

  #onAnswered(entry: Entry, isNothing: boolean): void {
    const { operationId } = entry
    if (!this.queue.find(operationId)) return
    if (isNothing) {
      this.#finish([entry])
      return
    }
    this.queue.noteAnswered(operationId)
    this.#tabs?.post({ type: 'answered', operationId })
  }

  async #onRefused(entry: Entry, refusal: Refused, storage: Storage): Promise<void> {
    const fallen = this.queue.needing(madeBy(entry)).filter((each) => each !== entry)
    const notice = refusedNotice(entry, fallen, refusal, new Date(this.now()).toISOString())
    const all = [entry, ...fallen]
    const orders = all.flatMap(({ order }) => order ?? [])
    await storage.refuse(orders, notice)
    this.notices.tell(notice)
    this.queue.end(
      all.map(({ operationId }) => operationId),
      { kind: 'refused', notice },
    )
  }

  #finish(entries: readonly Entry[]): void {
    if (entries.length === 0) return
    for (const { order } of entries) if (order !== null) this.#keeper?.ended(order)
    this.queue.end(
      entries.map(({ operationId }) => operationId),
      { kind: 'done' },
    )
  }

  #hear(message: Message): void {
    if (this.#isClosed) return
    switch (message.type) {
      case 'hello':
        if (this.#line) void this.#answerHello()
        break
      case 'copy':
        void this.#onOthersCopy(message)
        break
      case 'events':
        this.#takeOthersEvents(message.events)
        break
      case 'entry':
        this.queue.addOthers(message.entry)
        break
      case 'answered':
        this.queue.noteAnswered(message.operationId)
        break
      case 'ended':
        this.queue.endHere(message.operationIds, message.outcome)
        break
      case 'notice':
        this.notices.addHere([message.notice])
        break
      case 'dismissed':
        this.notices.dropHere(message.noticeId)
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

  #takeOthersEvents(events: readonly TaskEvent[]): void {
    if (this.#heardMeanwhile) this.#heardMeanwhile.push(...events)
    // Before there is a copy nothing can follow it; that is on its way.
    else if (this.#isWhole && this.shown.applyEvents(events, this.now())) this.#tabs?.post({ type: 'hello' })
  }

  /** Where a tab opens, another page may have gone before it. */
  async #answerHello(): Promise<void> {
    await this.#refreshQueue()
    this.queue.takeLeft()
    await this.#tellCopy()
  }

  /** Brings this tab's copy to the device, and says so to the others. */
  async #tellCopy(): Promise<void> {
    await this.flush()
    const { epoch, seq } = this.shown.copy
    if (this.#isWhole) this.#tabs?.post({ type: 'copy', epoch, seq })
    this.#line?.tellStatus()
  }

  async #onOthersCopy({ epoch, seq }: { epoch: number; seq: number }): Promise<void> {
    const isLevel = (): boolean =>
      this.#isWhole && this.shown.copy.epoch === epoch && this.shown.copy.seq >= seq
    if (isLevel()) {
      await this.#refreshQueue()
      return
    }
    await this.#refresh()
    // What the leading tab has told of meanwhile was not on the device yet.
    if (!isLevel()) this.#tabs?.post({ type: 'hello' })
  }

  #onWiped(): void {
    this.#stop()
    this.#forgetAll()
    this.#say({ needsSignIn: true, connection: 'offline' })
  }

  #onTaken({ taken }: Storage): void {
    if (taken.get() === 'forgotten') this.#onWiped()
    else this.#say({ isOutdated: true })
  }

  #forgetAll(): void {
    this.queue.clear()
    this.shown.replaceCopy(emptyCopy())
    this.notices.clear()
  }

  #stop(): void {
    this.#isClosed = true
    clearInterval(this.#clock)
    this.#line?.close()
    this.#tabs?.close()
  }

  #sayStorage({ isDurable }: Storage): void {
    this.#say({ storage: isDurable.get() ? 'durable' : 'memory' })
  }

  #say(change: Partial<ReplicaStatus> | LineStatus): void {
    const before = this.status.get()
    const next = { ...before, ...change }
    const isSame = Object.entries(next).every(([name, value]) => Reflect.get(before, name) === value)
    if (!isSame) this.status.set(next)
  }
}
