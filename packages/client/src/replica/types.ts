import type {
  Actor,
  BatchCommand,
  CreateTaskInput,
  Issue,
  ListQuery,
  OperationWithEvents,
  TagCount,
  Task,
  TaskRef,
  UndoConflict,
  UpdateTaskInput,
} from '@todo/core'

/** A task as a person sees it: what the server says, and over it the changes that the server does not have yet. */
export type LocalTask = Omit<Task, 'number'> & {
  /** `null` until the server has given it: show "…". */
  number: number | null
  /** Set while a change of this task waits for the server. */
  waiting?: true
}

/**
 * Something that is always there and may change. The same value is the same object: `get()` gives another one only
 * where the content is another, so both members fit React's `useSyncExternalStore` as they are. Asking a replica
 * twice for the same query gives the same `Live`.
 */
export type Live<Value> = {
  get(): Value
  /** Calls after each change of the value; what it returns ends that. */
  subscribe(onChange: () => void): () => void
}

/**
 * Which tasks, and in which order; as in the API. Without `sort` a query with `q` gives the best hits first, any
 * other the newest. Views by day are by `position` where nothing else is said.
 */
export type TaskQuery = Pick<
  ListQuery,
  'status' | 'priority' | 'tags' | 'tagMode' | 'dueBefore' | 'dueAfter' | 'q' | 'sort' | 'order'
>

/** What narrows a view by day; which days and statuses it shows is its own matter. */
export type DayQuery = Omit<TaskQuery, 'status' | 'dueBefore' | 'dueAfter'>

export type TodayView = {
  /** `YYYY-MM-DD` in the person's time zone; changes at midnight. */
  date: string
  overdue: readonly LocalTask[]
  today: readonly LocalTask[]
  /** Done since midnight, whenever it was due; the last one first. */
  done: readonly LocalTask[]
}

export type Day = {
  /** `YYYY-MM-DD` */
  date: string
  tasks: readonly LocalTask[]
}

/** Every day, empty ones too; a day without a change stays the same object. The first one is tomorrow. */
export type UpcomingView = readonly Day[]

export type Connection =
  /** The list is loaded for the first time: there is nothing to show yet, or only its beginning. */
  | 'loading'
  /** What changes elsewhere is seen at once. */
  | 'live'
  /** What is shown is as old as the last connection; another one is being tried. */
  | 'connecting'
  /** There is no way to the server at the moment. It is tried again by itself. */
  | 'offline'

export type ReplicaStatus = {
  connection: Connection
  /** Changes made here that the server does not have yet. */
  waiting: number
  /** Tasks loaded so far, while `connection` is `loading`. */
  loaded: number
  /**
   * `memory`: what is changed is gone with this page if the server cannot be reached before. The browser keeps
   * nothing (a private window, a full disk, storage refused), or the page is not on https.
   */
  storage: 'durable' | 'memory'
  /** `false`: this page is on plain http, where browsers allow no offline use. */
  isSecure: boolean
  /** The session has ended. Nothing is sent; the changes that wait are kept. See {@link Replica.signedIn}. */
  needsSignIn: boolean
  /** How often proposals of agents were added to or answered, as far as this page has heard: ask for them again. */
  proposalsHeard: number
  /** A newer version of the app has taken over the storage: load the page again. */
  isOutdated: boolean
}

export type WriteKind =
  | 'create'
  | 'update'
  | 'complete'
  | 'reopen'
  | 'delete'
  | 'restore'
  | 'purge'
  | 'batch'
  | 'renameTag'
  | 'deleteTag'
  | 'undo'
  | 'redo'

/** How a write ended. It never rejects: what a person must know stands among the notices as well. */
export type Outcome =
  | { kind: 'done' }
  /** The server refused it; what it had shown is taken back. */
  | { kind: 'refused'; notice: RefusedNotice }
  /** It was taken out of the queue by undo before it was sent. */
  | { kind: 'withdrawn' }

/** A write that shows already. */
export type Write = {
  /** What to undo it by; its `Idempotency-Key`. */
  operationId: string
  kind: WriteKind
  /** The tasks that it changes, as far as this device holds them; new ones have their final ids. */
  taskIds: readonly string[]
  /** Settles once the server has it, which offline may be days from now. */
  settled: Promise<Outcome>
}

/** The server refused a write. What it had shown is rolled back; its content is kept here until it is dismissed. */
export type RefusedNotice = {
  kind: 'refused'
  id: string
  /** When the refusal came. */
  at: string
  /** What was wanted. */
  write: { kind: WriteKind; at: string; taskIds: readonly string[] }
  /** What the person had written, line by line: titles, descriptions; for quick add the line as typed. */
  texts: readonly string[]
  /** The server's code (`VALIDATION_FAILED`, `TASK_NOT_FOUND`, `UNDO_CONFLICT`, …) and sentence. */
  code: string
  message: string
  issues: readonly Issue[]
  conflicts: readonly UndoConflict[]
  /** How many later writes fell with it, because they needed it. */
  fallen: number
}

export type ConflictField = 'title' | 'description' | 'status' | 'priority' | 'dueDate' | 'tags'

/** Both sides changed one field. The later write counts, which was the one made here; the other value is offered. */
export type ConflictNotice = {
  kind: 'conflict'
  id: string
  at: string
  taskId: string
  field: ConflictField
  yours: unknown
  theirs: unknown
  /** Who had changed it, and from where; `null` where that cannot be told any more. */
  by: { actor: Actor; client: string; at: string } | null
}

export type Notice = RefusedNotice | ConflictNotice

/** Between which two neighbours, in an order by position, tasks are put; `null` is the beginning or the end. */
export type Place = { after: string | null; before: string | null }

/** One task or several; several are changed by one operation. */
export type TaskIds = string | readonly string[]

/**
 * A person's list on this device. Reads are live and never wait. Writes show at once, in the same call, are kept on
 * the device before they are sent, and are sent in the order in which they were made.
 *
 * Writes follow the rules of the domain and throw `TodoError` as it does: `VALIDATION_FAILED` with issues,
 * `TASK_NOT_FOUND`. They return `null` where nothing is to be changed.
 */
export type Replica = {
  readonly status: Live<ReplicaStatus>
  /** What a person must be told, the newest first; kept until dismissed, also over a restart. */
  readonly notices: Live<readonly Notice[]>

  today(query?: DayQuery): Live<TodayView>
  /** The days from tomorrow on; 28 where it is not said. */
  upcoming(query?: DayQuery & { days?: number }): Live<UpcomingView>
  /** Tasks outside the trash. Done ones are held for 90 days; older ones are the server's to find. */
  tasks(query?: TaskQuery): Live<readonly LocalTask[]>
  /** What was put in the trash in the last 90 days, the last one first where no sort is given. */
  trash(query?: TaskQuery): Live<readonly LocalTask[]>
  /** A task by its id or number, in the trash too; `null` where this device does not hold it. */
  task(ref: TaskRef): Live<LocalTask | null>
  /** The tags of tasks outside the trash, in the order of the API. Counts are of the tasks held here. */
  tags(): Live<readonly TagCount[]>

  /** `text`: what the person had typed, where that is more than the title; kept for the case of a refusal. */
  create(input: CreateTaskInput, text?: string): Write
  update(ids: TaskIds, fields: UpdateTaskInput): Write | null
  complete(ids: TaskIds): Write | null
  reopen(ids: TaskIds): Write | null
  delete(ids: TaskIds): Write | null
  restore(ids: TaskIds): Write | null
  /** At most 1,000 commands, as one operation. `texts` as for {@link create}. */
  batch(commands: readonly BatchCommand[], texts?: readonly string[]): Write | null
  /** Ends a task in the trash for good, or all that is there. Cannot be undone. */
  purge(id: string | 'all'): Write | null
  /** Puts tasks, in their order, between two neighbours. */
  move(ids: TaskIds, place: Place): Write | null
  renameTag(from: string, to: string): Write | null
  deleteTag(tag: string): Write | null

  /**
   * Takes an operation back: without one the latest made on this page that still stands, and where there is none,
   * the server's latest. One that was not sent yet just leaves the queue. An operation from the history shows its
   * undo at once; a bare id that this device does not know shows it when the server has answered.
   * Throws `UNDO_CONFLICT` with the fields that were changed since, `NOTHING_TO_UNDO`, `NOT_REVERSIBLE`.
   */
  undo(operation?: string | OperationWithEvents): Write
  /** Takes back the latest undo made on this page, or the undo named. Throws `NOTHING_TO_REDO`, `UNDO_CONFLICT`. */
  redo(undo?: string): Write

  dismiss(noticeId: string): void
  /** Settles a conflict by the other value, as a write like any other. */
  takeTheirs(noticeId: string): Write | null

  /** The person has signed in again, as the same user: goes on with what waits. */
  signedIn(): void
  /** The person moved, or changed the settings. */
  setTimeZone(timeZone: string): void
  /** Tries the server now rather than at the next turn. */
  retry(): void
  /** The page goes, perhaps for good: keeps what is not kept yet. */
  flush(): Promise<void>
  /** The page was away and may have missed something. */
  cameBack(): void
  /** The person signs out: ends this replica in every tab and forgets all that is kept, what waits too. */
  wipe(): Promise<void>
  /** Ends this replica in this tab. What is kept stays. */
  close(): Promise<void>
}

export type ReplicaOptions = {
  /** Whose list. Where the device keeps another person's, that is forgotten. */
  userId: string
  /** IANA name of the zone in which "today" is a day. */
  timeZone: string
}
