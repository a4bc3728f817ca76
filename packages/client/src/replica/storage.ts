import { type Device, type Opening, openDevice } from './device.ts'
import { Value } from './live.ts'
import { createMemoryDevice, volatileFrom } from './memory-device.ts'

export type Taken = 'newer' | 'forgotten' | null

/**
 * The device's storage, and what does not fit there. Where the browser keeps nothing, or takes no more writes,
 * everything goes on in memory, and says so. Nothing here rejects.
 */
export class Storage {
  readonly isDurable = new Value(true)
  readonly taken = new Value<Taken>(null)
  #device: Device
  readonly #memory = createMemoryDevice()

  private constructor() {
    this.#device = this.#memory
  }

  static async open(opening: Omit<Opening, 'onTaken'> | null): Promise<Storage> {
    const storage = new Storage()
    const device = opening && (await storage.#opened(opening))
    if (device) storage.#device = device
    else storage.isDurable.set(false)
    return storage
  }

  async load() {
    const kept = await this.#tried((device) => device.load())
    return kept ?? (await this.#memory.load())
  }

  async entries() {
    const kept = (await this.#tried((device) => device.entries())) ?? []
    return [...kept, ...(await this.#memory.entries())]
  }

  /** Gives the place in the queue; where the device does not take it, one in memory. */
  async put(entry: Parameters<Device['put']>[0]): Promise<number> {
    const order = await this.#tried((device) => device.put(entry))
    if (this.#device !== this.#memory) this.isDurable.set(order !== null)
    return order ?? (await this.#memory.put(entry))
  }

  async markSent(order: number): Promise<boolean> {
    if (order < volatileFrom) return (await this.#tried((device) => device.markSent(order))) ?? true
    await this.#memory.markSent(order)
    return true
  }

  async take(order: number): Promise<boolean> {
    if (order >= volatileFrom) return this.#memory.take(order)
    return (await this.#tried((device) => device.take(order))) ?? false
  }

  async refuse(...[orders, notice]: Parameters<Device['refuse']>): Promise<void> {
    await this.#memory.refuse(orders, notice)
    await this.#tried((device) => device.refuse(orders, notice))
  }

  async putNotice(notice: Parameters<Device['putNotice']>[0]): Promise<void> {
    await this.#tried((device) => device.putNotice(notice))
  }

  async deleteNotice(id: string): Promise<void> {
    await this.#tried((device) => device.deleteNotice(id))
  }

  /** `false` where it was not kept. */
  async save(save: Parameters<Device['save']>[0]): Promise<boolean> {
    await this.#memory.save(save)
    return (await this.#tried((device) => device.save(save).then(() => true))) ?? false
  }

  async wipe(): Promise<void> {
    await this.#memory.wipe()
    await this.#tried((device) => device.wipe())
  }

  close(): void {
    this.#device.close()
  }

  async #opened(opening: Omit<Opening, 'onTaken'>): Promise<Device | null> {
    const onTaken = (isForgotten: boolean): void => {
      this.taken.set(isForgotten ? 'forgotten' : 'newer')
      this.#device = this.#memory
      this.isDurable.set(false)
    }
    try {
      return await openDevice({ ...opening, onTaken })
    } catch {
      return null
    }
  }

  /** What the device answers; `null` where there is none, or it fails. */
  async #tried<Of>(act: (device: Device) => Promise<Of>): Promise<Of | null> {
    if (this.#device === this.#memory) return null
    return act(this.#device).catch(() => null)
  }
}
