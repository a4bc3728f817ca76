import { type BusErrorHandler, messageBytesMax, type Reader, type Unsubscribe } from './bus.ts'

type MessageHandler = (message: unknown) => void

/** Who listens in this process. Every bus ends here. */
export class LocalSubscribers {
  readonly #readers = new Map<string, Set<Reader>>()
  readonly #handlers = new Map<string, Set<MessageHandler>>()
  readonly #missed = new Set<() => void>()
  readonly #onError: BusErrorHandler

  constructor(onError: BusErrorHandler) {
    this.#onError = onError
  }

  follow(spaceId: string, reader: Reader): Unsubscribe {
    return addTo(this.#readers, spaceId, reader)
  }

  onMessage(topic: string, handle: MessageHandler): Unsubscribe {
    return addTo(this.#handlers, topic, handle)
  }

  onMissed(handle: () => void): Unsubscribe {
    this.#missed.add(handle)
    return () => this.#missed.delete(handle)
  }

  get spaceIds(): string[] {
    return [...this.#readers.keys()]
  }

  wake(spaceId: string): void {
    for (const reader of this.#readers.get(spaceId) ?? []) this.#run(() => reader.wake())
  }

  wakeAll(): void {
    for (const spaceId of this.spaceIds) this.wake(spaceId)
  }

  /** Wakes those that have read less than `head`; whether there were any. */
  wakeBehind(spaceId: string, head: number): boolean {
    const behind = [...(this.#readers.get(spaceId) ?? [])].filter((reader) => reader.seq() < head)
    for (const reader of behind) this.#run(() => reader.wake())
    return behind.length > 0
  }

  /** Hands over what `text` stands for, to each handler a value of its own. */
  deliver(topic: string, text: string): void {
    for (const handle of this.#handlers.get(topic) ?? []) this.#run(() => handle(JSON.parse(text)))
  }

  missed(): void {
    for (const handle of this.#missed) this.#run(handle)
  }

  clear(): void {
    this.#readers.clear()
    this.#handlers.clear()
    this.#missed.clear()
  }

  #run(handle: () => void): void {
    try {
      handle()
    } catch (error) {
      this.#onError(error)
    }
  }
}

function addTo<Member>(map: Map<string, Set<Member>>, key: string, member: Member): Unsubscribe {
  const members = map.get(key) ?? new Set()
  map.set(key, members.add(member))
  return () => {
    members.delete(member)
    if (members.size === 0 && map.get(key) === members) map.delete(key)
  }
}

/** A message as it travels. Throws `RangeError` where it is too large. */
export function textOf(message: unknown): string {
  const text = JSON.stringify(message)
  if (text === undefined) throw new TypeError('A message is a JSON value')
  if (Buffer.byteLength(text) > messageBytesMax) {
    throw new RangeError(`A message has at most ${messageBytesMax} bytes`)
  }
  return text
}
