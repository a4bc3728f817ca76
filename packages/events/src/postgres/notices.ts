import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Query } from './head-poll.ts'

const hintChannel = 'todo_hints'
const messageChannel = 'todo_messages'
/** A payload ends before 8,000 bytes; an id and a comma are 37. */
const hintsInNoticeMax = 200
/** What is kept for a connection that is away; older messages give way, as they would be stale. */
const messagesKeptMax = 1_000

export type Notice =
  | { kind: 'hint'; sender: string; spaceIds: readonly string[] }
  | { kind: 'message'; sender: string; topic: string; text: string }

/** `null` for what no release of ours sent. */
export function readNotice(channel: string, payload: string): Notice | null {
  if (channel === hintChannel) {
    const [sender, ids] = payload.split(' ')
    return sender && ids ? { kind: 'hint', sender, spaceIds: ids.split(',') } : null
  }
  const [, sender, topic, text] = /^([^ .]+)\.\d+ ([^ ]+) (.+)$/s.exec(payload) ?? []
  if (channel !== messageChannel || !sender || !topic || !text || !isJson(text)) return null
  return { kind: 'message', sender, topic, text }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

type OutgoingOptions = { gapMs: number; mayGo: () => boolean }

/** What is to be told to other processes: gathered, and sent in one statement at a time. */
export class Outgoing {
  readonly channels = [hintChannel, messageChannel]
  readonly sender = randomUUID().slice(0, 8)
  readonly #query: Query
  readonly #options: OutgoingOptions
  readonly #hints = new Set<string>()
  #messages: string[] = []
  #count = 0
  #sending: Promise<void> | null = null
  #timer: NodeJS.Timeout | null = null
  #lastMs = Number.NEGATIVE_INFINITY

  constructor(query: Query, options: OutgoingOptions) {
    this.#query = query
    this.#options = options
  }

  addHint(spaceId: string): void {
    this.#hints.add(spaceId)
    this.flush()
  }

  /** The count keeps equal messages apart, which PostgreSQL would merge. */
  addMessage(topic: string, text: string): void {
    this.#count += 1
    this.#messages.push(`${this.sender}.${this.#count} ${topic} ${text}`)
    if (this.#messages.length > messagesKeptMax) this.#messages.shift()
    this.flush()
  }

  /** Sends what has gathered: at once, or when the gap since the last time is over. */
  flush(): void {
    if (this.#sending || this.#timer || !this.#options.mayGo() || this.#isEmpty) return
    const waitMs = this.#lastMs + this.#options.gapMs - performance.now()
    if (waitMs <= 0) {
      this.#send()
      return
    }
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.flush()
    }, waitMs)
  }

  /** Sends what is left, in at most `limitMs`. */
  async finish(limitMs: number): Promise<void> {
    const end = performance.now() + limitMs
    while (this.#options.mayGo() && (this.#sending || !this.#isEmpty) && performance.now() < end) {
      this.flush()
      await sleep(2)
    }
    if (this.#timer) clearTimeout(this.#timer)
  }

  get #isEmpty(): boolean {
    return this.#hints.size === 0 && this.#messages.length === 0
  }

  #send(): void {
    this.#lastMs = performance.now()
    const hints = [...this.#hints]
    const messages = this.#messages
    this.#hints.clear()
    this.#messages = []
    const payloads = [...hintPayloads(this.sender, hints), ...messages]
    const channels = payloads.map((_, index) =>
      index < payloads.length - messages.length ? hintChannel : messageChannel,
    )
    const text =
      'SELECT pg_notify(channel, payload) FROM unnest($1::text[], $2::text[]) AS n (channel, payload)'
    this.#sending = this.#query(text, [channels, payloads])
      .then(
        () => {},
        () => this.#takeBack(hints, messages),
      )
      .finally(() => {
        this.#sending = null
        this.flush()
      })
  }

  /** Whether they went out is not known: they go again. */
  #takeBack(hints: readonly string[], messages: readonly string[]): void {
    for (const spaceId of hints) this.#hints.add(spaceId)
    this.#messages = [...messages, ...this.#messages].slice(-messagesKeptMax)
  }
}

function hintPayloads(sender: string, spaceIds: readonly string[]): string[] {
  const payloads: string[] = []
  for (let at = 0; at < spaceIds.length; at += hintsInNoticeMax) {
    payloads.push(`${sender} ${spaceIds.slice(at, at + hintsInNoticeMax).join(',')}`)
  }
  return payloads
}
