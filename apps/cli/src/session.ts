import type { Connection } from './connection/connection.ts'
import { localDate } from './dates.ts'
import { type Style, styleFor, wantsColour } from './format/style.ts'
import type { Io } from './io.ts'

/** One run of the program, or one shell: how commands reach the list and the person. */
export type Session = {
  readonly io: Io
  readonly style: Style
  /** Whether `style` does anything. */
  readonly hasColour: boolean
  /** The language whose order of day and month is meant, as a BCP 47 tag; `null` where nothing says. */
  readonly locale: string | null
  /** The calendar date here and now. */
  today(): string
  /** The list that commands work on, opened at the first need and kept. */
  connect(): Promise<Connection>
  /** From now on the list is an empty one in memory. */
  useMemory(): void
  /** Forgets the list that is open: the next command opens the one that counts then. */
  disconnect(): Promise<void>
  /** Whether commands come from the loop of `todo shell`. */
  inShell: boolean
}

export function createSession(io: Io): Session {
  let connection: Promise<Connection> | null = null
  let memory = false
  const hasColour = wantsColour(io.stdout, io.env)
  return {
    io,
    style: styleFor(hasColour),
    hasColour,
    locale: localeOf(io.env),
    inShell: false,
    today: () => localDate(io.now()),
    connect: () => {
      connection ??= import('./connection/connect.ts').then(({ connect }) => connect(io, memory))
      return connection
    },
    useMemory: () => {
      memory = true
    },
    disconnect: async () => {
      const open = connection
      connection = null
      // What could not be opened needs no closing, and was reported where it was asked for.
      await open?.then(
        ({ close }) => close(),
        () => undefined,
      )
    },
  }
}

/** `de_AT.UTF-8` is `de-AT`; `C` and `POSIX` say nothing. */
function localeOf(env: Io['env']): string | null {
  const name = (env.LC_ALL || env.LC_TIME || env.LANG || '').replace(/[.@].*$/, '').replaceAll('_', '-')
  return /^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$/.test(name) ? name : null
}
