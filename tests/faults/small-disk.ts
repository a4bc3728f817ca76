import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file system of its own in memory, of a size in MiB, for tests that fill it. */
export class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'todo-disk-'))

  constructor(sizeMib: number) {
    try {
      mount('-t', 'tmpfs', '-o', `size=${sizeMib}m,mode=755`, 'todo-test', this.folder)
    } catch (error) {
      rmSync(this.folder, { recursive: true })
      throw error
    }
  }

  /** Leaves so many MiB free, or nothing. */
  fill(leaveMib = 0): void {
    const piece = Buffer.alloc(4096, 'x')
    const file = openSync(this.#ballast, 'a')
    try {
      while (leaveMib === 0 || this.#freeBytes > leaveMib * 1024 * 1024) writeSync(file, piece)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
    } finally {
      closeSync(file)
    }
  }

  makeRoom(): void {
    rmSync(this.#ballast, { force: true })
  }

  grow(sizeMib: number): void {
    mount('-o', `remount,size=${sizeMib}m`, this.folder)
  }

  /** From here on nothing can be written, by root neither. */
  close(): void {
    mount('-o', 'remount,ro', this.folder)
  }

  open(): void {
    mount('-o', 'remount,rw', this.folder)
  }

  remove(): void {
    spawnSync('umount', ['--lazy', this.folder])
    rmSync(this.folder, { recursive: true, force: true })
  }

  get #freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.folder)
    return bavail * bsize
  }

  get #ballast(): string {
    return join(this.folder, 'ballast')
  }
}

function mount(...args: readonly string[]): void {
  const { status, stderr, error } = spawnSync('mount', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`mount ${args.join(' ')}: ${error?.message ?? stderr}`)
}

/** Whether this user may mount a file system here: root, outside of most containers. */
export function canMount(): boolean {
  try {
    new SmallDisk(1).remove()
    return true
  } catch {
    return false
  }
}
