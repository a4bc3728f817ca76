import { closeSync, openSync, readSync } from 'node:fs'
import process from 'node:process'
import type { Ids } from '@todo/core'

/**
 * Ids without loading `node:crypto`, which alone takes a fifth of the time of an empty Node: the system's own
 * source of randomness is read instead, where there is one.
 */
export function createLocalIds(now: () => number): Ids {
  let last = { ms: 0, count: 0 }
  return {
    uuid: () => {
      const ms = now()
      // Ids made in one millisecond go on counting, so that they keep the order in which they were made.
      last =
        ms > last.ms ? { ms, count: random(4).readUInt32BE() >>> 1 } : { ms: last.ms, count: last.count + 1 }
      return uuidV7(last.ms, last.count)
    },
    derive: (namespace, name) => {
      const hash = crypto().createHash('sha1').update(`${namespace}\n${name}`).digest()
      return format(hash.subarray(0, 16), 5)
    },
  }
}

/** Time (48 bits), count (32 bits around the version and the variant), and 40 random bits. */
function uuidV7(ms: number, count: number): string {
  const bytes = Buffer.alloc(16)
  bytes.writeUIntBE(ms, 0, 6)
  bytes.writeUInt16BE((count >>> 20) & 0xfff, 6)
  bytes.writeUInt16BE((count >>> 6) & 0x3fff, 8)
  random(6).copy(bytes, 10)
  bytes.writeUInt8(((count & 0x3f) << 2) | (bytes.readUInt8(10) & 0x03), 10)
  return format(bytes, 7)
}

function format(bytes: Buffer, version: number): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | (version << 4), 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

const poolSize = 1024
let pool: Buffer = Buffer.alloc(0)

/** Fresh random bytes. */
function random(length: number): Buffer {
  if (pool.length < length) pool = randomPool()
  const bytes = pool.subarray(0, length)
  pool = pool.subarray(length)
  return bytes
}

function randomPool(): Buffer {
  const bytes = Buffer.alloc(poolSize)
  try {
    const source = openSync('/dev/urandom', 'r')
    try {
      if (readSync(source, bytes) === poolSize) return bytes
    } finally {
      closeSync(source)
    }
  } catch {}
  return crypto().randomFillSync(bytes)
}

const crypto = (): typeof import('node:crypto') => process.getBuiltinModule('node:crypto')
