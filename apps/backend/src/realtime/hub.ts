import type { Scope, Store } from '@todo/core'
import type { Bus } from '@todo/events'
import type { RealtimeSettings } from './settings.ts'
import { type Follower, SpaceReader } from './space-reader.ts'

export type HubInput = {
  store: Pick<Store, 'head' | 'events'>
  bus: Pick<Bus, 'follow'>
  settings: RealtimeSettings
  onError(error: unknown): void
}

export type Membership = {
  reader: SpaceReader
  /** From now on the follower gets what the reader reads. */
  follow(follower: Follower): void
  leave(): void
}

type Room = { reader: SpaceReader; members: number; started: Promise<void>; stop(): void }

/** One reader for each space that has sockets in this process. */
export class Hub {
  readonly #input: HubInput
  readonly #rooms = new Map<string, Room>()

  constructor(input: HubInput) {
    this.#input = input
  }

  /** How many sockets of a space are here. */
  membersOf(spaceId: string): number {
    return this.#rooms.get(spaceId)?.members ?? 0
  }

  /** Rejects where the store does; there is nothing to leave then. */
  async join(scope: Scope): Promise<Membership> {
    const room = this.#rooms.get(scope.spaceId) ?? this.#open(scope)
    room.members += 1
    try {
      await room.started
    } catch (error) {
      this.#leave(scope.spaceId, room)
      throw error
    }
    return this.#membership(scope.spaceId, room)
  }

  #open(scope: Scope): Room {
    const { store, bus, settings, onError } = this.#input
    const { pageSize, retryMs } = settings
    const reader = new SpaceReader({ store, scope, pageSize, retryMs, onError })
    // Followed before the head is read, so that no hint falls between the two.
    const unfollow = bus.follow(scope.spaceId, reader)
    const stop = (): void => {
      unfollow()
      reader.close()
    }
    const room = { reader, members: 0, started: reader.start(), stop }
    this.#rooms.set(scope.spaceId, room)
    return room
  }

  #membership(spaceId: string, room: Room): Membership {
    const { reader } = room
    let member: Follower | null = null
    let hasLeft = false
    return {
      reader,
      follow(follower) {
        member = follower
        reader.followers.add(follower)
      },
      leave: () => {
        if (hasLeft) return
        hasLeft = true
        if (member) reader.followers.delete(member)
        this.#leave(spaceId, room)
      },
    }
  }

  #leave(spaceId: string, room: Room): void {
    room.members -= 1
    if (room.members > 0) return
    room.stop()
    if (this.#rooms.get(spaceId) === room) this.#rooms.delete(spaceId)
  }
}
