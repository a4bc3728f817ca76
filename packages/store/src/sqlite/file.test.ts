import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { makeScope, makeUser } from '@todo/testing/factories'
import { temporaryFolder } from '@todo/testing/temporary-folder'
import { describe, expect, test } from 'vitest'
import { migrate, schemaVersion } from './file.ts'
import { openSqliteStore, StoreFileError } from './store.ts'

const folder = temporaryFolder()
const { spaceId } = makeScope()
let files = 0

function newPath(): string {
  files += 1
  return join(folder, `${files}.db`)
}

/** A file with tasks in it, closed. */
async function listFile(count = 3): Promise<string> {
  const path = newPath()
  const store = openSqliteStore(path)
  const { todo } = makeUser(store, { scope: { spaceId, userId: spaceId } })
  const creates = Array.from({ length: count }, (_, n) => ({ op: 'create', title: `Task ${n}` }) as const)
  await todo.batch(creates)
  await store.close()
  return path
}

const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work()
    return 'no error'
  } catch (error) {
    return error instanceof StoreFileError ? error.code : String(error)
  }
}

/** Runs the work as a user to whom permissions apply, which they do not for root. */
async function asOrdinaryUser<Result>(work: () => Promise<Result>): Promise<Result> {
  const isRoot = process.geteuid?.() === 0
  if (isRoot) process.seteuid?.(65534)
  try {
    return await work()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}

/** Opening must fail with the code and leave the file, byte for byte, and nothing beside it. */
async function expectRefused(path: string, code: string): Promise<void> {
  const before = readFileSync(path)
  const error = await codeOf(() => openSqliteStore(path))
  expect(error).toBe(code)
  expect(readFileSync(path).equals(before)).toBe(true)
  expect([existsSync(`${path}-wal`), existsSync(`${path}-shm`)]).toEqual([false, false])
}

describe('opening', () => {
  test('makes the file for its owner alone, and its folder too', async () => {
    const path = join(folder, 'deep', 'er', 'todo.db')
    const store = openSqliteStore(path)
    await makeUser(store).todo.create({ title: 'One' })
    const modes = [path, `${path}-wal`, join(folder, 'deep'), join(folder, 'deep', 'er')]
    expect(modes.map((each) => statSync(each).mode & 0o777)).toEqual([0o600, 0o600, 0o700, 0o700])
    await store.close()
    expect(readdirSync(join(folder, 'deep', 'er'))).toEqual(['todo.db'])
  })

  test('goes on from an empty file, and from one that a crash left before it had a log', async () => {
    const empty = newPath()
    writeFileSync(empty, '')
    await openSqliteStore(empty).close()
    const path = await listFile()
    const db = new DatabaseSync(path)
    db.exec('PRAGMA journal_mode = DELETE')
    db.close()
    await openSqliteStore(path).close()
    for (const each of [empty, path]) expect(readFileSync(each)[18]).toBe(2)
  })

  test('refuses a file of a newer version and leaves it as it is', async () => {
    const path = await listFile()
    const db = new DatabaseSync(path)
    db.exec('PRAGMA user_version = 99')
    db.close()
    await expectRefused(path, 'NEWER_VERSION')
  })

  test('refuses what is no list of ours and leaves it as it is', async () => {
    const text = newPath()
    writeFileSync(text, 'Dear diary, '.repeat(100))
    const short = newPath()
    writeFileSync(short, 'x')
    const foreign = newPath()
    const db = new DatabaseSync(foreign)
    db.exec('CREATE TABLE bookmarks (url TEXT)')
    db.close()
    for (const path of [text, short, foreign]) await expectRefused(path, 'NOT_A_DATABASE')
    expect(await codeOf(() => openSqliteStore(folder))).toBe('NOT_A_DATABASE')
  })

  test('refuses a file that was cut short and leaves it as it is', async () => {
    const path = await listFile(200)
    truncateSync(path, Math.floor(statSync(path).size / 8192) * 4096)
    await expectRefused(path, 'DAMAGED')
  })

  test('refuses a place where no folder can be', async () => {
    const file = newPath()
    writeFileSync(file, 'x')
    expect(await codeOf(() => openSqliteStore(join(file, 'todo.db')))).toBe('NO_FOLDER')
  })

  test('says what to do, for a person', async () => {
    const path = newPath()
    writeFileSync(path, 'no list')
    expect(() => openSqliteStore(path)).toThrow(`${path} is not a to-do list; nothing was changed`)
  })
})

describe('a file that fails later', () => {
  test('because its pages are damaged is said to be so, and is not written', async () => {
    const path = await listFile(300)
    const commands = Array.from({ length: 300 }, (_, index) => ({ op: 'complete', ref: index + 1 }) as const)
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.fill(0xa5, 40 * 4096))
    const store = openSqliteStore(path)
    const { todo } = makeUser(store, { scope: { spaceId, userId: spaceId } })
    expect(await codeOf(() => todo.list({ limit: 300 }))).toBe('DAMAGED')
    expect(await codeOf(() => todo.batch(commands))).toBe('DAMAGED')
    expect((await store.facts()).problems.length).toBeGreaterThan(0)
    await store.close()
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })

  test('because the disk is full keeps what was kept, and goes on where there is room again', async () => {
    const path = newPath()
    const small = openSqliteStore(path, { pageCountMax: 120 })
    const user = makeUser(small)
    let kept = 0
    const fill = async (): Promise<void> => {
      for (;;) {
        await user.todo.create({ title: `Task ${kept}`, description: 'x'.repeat(900) })
        kept += 1
      }
    }
    expect(await codeOf(fill)).toBe('DISK_FULL')
    expect(kept).toBeGreaterThan(20)
    expect((await user.todo.list()).total).toBe(kept)
    await small.close()
    const store = openSqliteStore(path)
    const again = makeUser(store, { scope: user.scope })
    expect((await again.todo.create({ title: 'Room' })).task.number).toBe(kept + 1)
    expect((await store.facts()).problems).toEqual([])
    await store.close()
  })

  test('because it may only be read can be read, and says so when it is to be written', async () => {
    const path = await listFile()
    chmodSync(folder, 0o755)
    const shut = join(folder, 'shut')
    mkdirSync(shut)
    writeFileSync(join(shut, 'todo.db'), readFileSync(path), { mode: 0o444 })
    chmodSync(shut, 0o555)
    await asOrdinaryUser(async () => {
      expect(await codeOf(() => openSqliteStore(join(shut, 'todo.db')))).toBe('READ_ONLY')
      expect(await codeOf(() => openSqliteStore(join(shut, 'other.db')))).toBe('READ_ONLY')
      expect(await codeOf(() => openSqliteStore(join(shut, 'deeper', 'todo.db')))).toBe('READ_ONLY')
    })
    chmodSync(shut, 0o777)
    await asOrdinaryUser(async () => {
      const store = openSqliteStore(join(shut, 'todo.db'))
      expect((await store.facts()).counts?.tasks).toBe(3)
      expect(await codeOf(() => makeUser(store).todo.create({ title: 'One more' }))).toBe('READ_ONLY')
      await store.close()
    })
  })

  test('because another holds it says that it is busy, after the time to wait', async () => {
    const path = await listFile()
    const other = new DatabaseSync(path)
    other.exec('BEGIN IMMEDIATE')
    const store = openSqliteStore(path, { busyTimeoutMs: 40 })
    const { todo } = makeUser(store)
    expect(await codeOf(() => todo.create({ title: 'Late' }))).toBe('BUSY')
    other.exec('ROLLBACK')
    other.close()
    expect((await todo.create({ title: 'In time' })).task.number).toBe(1)
    await store.close()
  })

  test('because it is closed says so, and may be closed again', async () => {
    const store = openSqliteStore(newPath())
    const { todo } = makeUser(store)
    await store.close()
    await store.close()
    expect(await codeOf(() => todo.list())).toBe('CLOSED')
    expect(await codeOf(() => todo.create({ title: 'Late' }))).toBe('CLOSED')
  })
})

describe('migrations', () => {
  test('run in order, once, and all or nothing', () => {
    const db = new DatabaseSync(':memory:')
    migrate(db, ['CREATE TABLE a (x)', 'INSERT INTO a VALUES (1)'])
    migrate(db, ['broken', 'broken', 'INSERT INTO a VALUES (2)'])
    expect(() => migrate(db, ['', '', '', 'INSERT INTO a VALUES (3)', 'broken'])).toThrow()
    expect(schemaVersion(db)).toBe(3)
    expect(db.prepare('SELECT count(*) AS rows FROM a').get()).toMatchObject({ rows: 2 })
    db.close()
  })
})
