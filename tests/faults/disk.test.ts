import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { startApi } from '../acceptance/api/api.ts'
import { signUp } from '../acceptance/api/person.ts'
import { newPerson } from '../acceptance/cli/command.ts'
import { checkDatabase } from './check/check-database.ts'
import { checkSpace } from './check/check-space.ts'
import { Installation, type Pool } from './rounds/installation.ts'
import type { Ledger } from './rounds/ledger.ts'
import { planOf } from './rounds/plan.ts'
import { playRound } from './rounds/play.ts'
import { canMount, SmallDisk } from './small-disk.ts'

test('what PostgreSQL has no room for is refused in words, and reading goes on', async () => {
  const api = await startApi()
  onTestFinished(() => api.stop())
  const ada = await signUp(api)
  await ada.task()
  // PostgreSQL says the same where the disk is full, whatever the disk.
  await api.pool.query(`CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$`)
  for (const table of ['tasks', 'sessions']) {
    await api.pool.query(`CREATE TRIGGER full_disk BEFORE INSERT ON ${table} EXECUTE FUNCTION no_room()`)
  }
  const { email, password } = ada
  for (const refused of [
    await ada.post('/api/tasks', { title: 'One more' }),
    await ada.post('/api/auth/login', { email, password }),
  ]) {
    expect(refused.headers.get('content-type')).toBe('application/problem+json')
    expect([refused.status, refused.body]).toMatchObject([507, { code: 'STORAGE_FULL', error: /no room/ }])
  }
  expect((await ada.get('/api/tasks')).body).toMatchObject({ total: 1 })
  await api.pool.query('DROP FUNCTION no_room CASCADE')
  expect((await ada.post('/api/tasks', { title: 'One more' })).status).toBe(201)
})

const disks: SmallDisk[] = []
const installations: Installation[] = []
afterEach(async () => {
  for (const installation of installations.splice(0)) await installation.remove()
  for (const disk of disks.splice(0)) disk.remove()
})

function newDisk(sizeMib: number): SmallDisk {
  const disk = new SmallDisk(sizeMib)
  disks.push(disk)
  return disk
}

function installed(disk: SmallDisk): Installation {
  const installation = new Installation(join(disk.folder, 'data'))
  installations.push(installation)
  return installation
}

/** Enough for a new database and what the writers write, besides the reserve. */
const serverMib = 192
/** Less than the reserve, and enough for PostgreSQL to live. */
const littleMib = 24

// Only who may mount a file system can have a small one: these are there where the tests run as root on a machine.
const withSmallDisks = canMount() ? describe : () => {}

withSmallDisks('a full disk', () => {
  test('ends writing and not reading, and what was begun is done once there is room', async () => {
    const disk = newDisk(serverMib)
    const installation = installed(disk)
    await installation.start()
    const other = await installation.signUp()
    const ask = (method: string) =>
      fetch(`${installation.url()}/api/tasks`, {
        method,
        headers: { authorization: `Bearer ${other.token}`, 'content-type': 'application/json' },
        ...(method === 'POST' && { body: JSON.stringify({ title: 'One more' }) }),
      })
    const { violations } = await playRound(installation, planOf(1), async (ledger) => {
      await ledger.until(20)
      disk.fill(littleMib)
      await expect.poll(async () => (await ask('POST')).status, { timeout: 10_000 }).toBe(507)
      expect(await (await ask('POST')).json()).toMatchObject({ code: 'STORAGE_FULL' })
      expect((await ask('GET')).status).toBe(200)
      disk.makeRoom()
    })
    expect(violations).toEqual([])
    expect((await ask('POST')).status).toBe(201)
    expect(await checkDatabase(installation)).toEqual([])
  })

  test('that PostgreSQL could not live with loses nothing, and service resumes by itself', async () => {
    const disk = newDisk(serverMib)
    const installation = installed(disk)
    await installation.start()
    const ready = async () => (await fetch(`${installation.url()}/ready`)).status
    const { violations } = await playRound(installation, planOf(2), async (ledger: Ledger) => {
      await ledger.until(20)
      disk.fill()
      await installation.withDatabase(fillLog)
      await expect.poll(ready, { timeout: 20_000 }).toBe(503)
      disk.makeRoom()
      await expect.poll(ready, { timeout: 60_000 }).toBe(200)
    })
    expect(violations).toEqual([])
    expect(installation.isAlive).toBe(true)
    expect(await checkDatabase(installation)).toEqual([])
  })

  test('is said in one line when the server starts on it, and it starts once there is room', async () => {
    const disk = newDisk(serverMib)
    const installation = installed(disk)
    await installation.start()
    const { account, ledger } = await playRound(installation, planOf(3), async () => {})
    disk.fill()
    await installation.withDatabase(fillLog)
    const output = await refusedStart(installation)
    expect(output.at(-1)).toMatch(/^No space is left for the database in \S+; nothing is lost, make room/)
    expect(output).toHaveLength(2)
    disk.makeRoom()
    await installation.start()
    expect(await checkSpace(installation, account, ledger)).toEqual([])
    expect(await checkDatabase(installation)).toEqual([])
  })

  test('is told by the command line in one line, which loses nothing and goes on once there is room', async () => {
    const disk = newDisk(2)
    const person = newPerson({ TODO_FILE: join(disk.folder, 'todo.db') })
    onTestFinished(() => person.forget())
    expect((await person.todo(['add', 'First'])).code).toBe(0)
    disk.fill()
    const { code, stdout, stderr } = await person.todo(['add', 'Second'])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^No space is left for \S+todo\.db; nothing was changed\.\n$/)
    disk.makeRoom()
    expect((await person.todo(['list'])).stdout).toMatch(/^1 .*First\s*\n$/)
    expect((await person.todo(['add', 'Third'])).stdout).toBe('Created task #2: Third\n')
    expect((await person.todo(['doctor'])).code).toBe(0)
  })

  test('in the middle of many changes leaves each whole or not done', async () => {
    const disk = newDisk(8)
    const person = newPerson({ TODO_FILE: join(disk.folder, 'todo.db') })
    onTestFinished(() => person.forget())
    const input = Array.from({ length: 3000 }, (_, n) => `add Task ${n} ${'x'.repeat(150)}`).join('\n')
    const { stdout, stderr } = await person.todo(['shell'], { input })
    const told = [...stdout.matchAll(/^Created task #(\d+): /gm)].map(([, number]) => Number(number))
    expect(told.length).toBeGreaterThan(100)
    expect(stderr).toMatch(/^No space is left for \S+todo\.db; nothing was changed\.$/m)
    disk.grow(32)
    const listed = (await person.todo(['list', '--ndjson'])).stdout.matchAll(/"number":(\d+)/g)
    expect([...listed].map(([, number]) => Number(number))).toEqual(told)
    expect((await person.todo(['doctor'])).code).toBe(0)
  })
})

withSmallDisks('a disk that may only be read', () => {
  test('is said in one line when the server starts on it, and harms nothing', async () => {
    const disk = newDisk(serverMib)
    const installation = installed(disk)
    disk.close()
    expect(await refusedStart(installation)).toEqual([expect.stringMatching(/TODO_DATA_DIR/)])
    disk.open()
    await installation.start()
    await installation.stop()
    disk.close()
    const output = await refusedStart(installation)
    expect(output.at(-1)).toMatch(/^Cannot write to the data folder \S+ \(EROFS/)
    disk.open()
    await installation.start()
    expect(await checkDatabase(installation)).toEqual([])
  })

  test('is told by the command line in one line', async () => {
    const disk = newDisk(2)
    const person = newPerson({ TODO_FILE: join(disk.folder, 'todo.db') })
    onTestFinished(() => person.forget())
    disk.close()
    const sentence = /^\S+ cannot be written: the file or its folder is read-only\.\n$/
    const isRefused = async (...args: readonly string[]): Promise<void> => {
      const { code, stdout, stderr } = await person.todo(args)
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toMatch(sentence)
    }
    await isRefused('add', 'One')
    expect(existsSync(join(disk.folder, 'todo.db'))).toBe(false)
    disk.open()
    expect((await person.todo(['add', 'One'])).code).toBe(0)
    disk.close()
    await isRefused('add', 'Two')
    disk.open()
    expect((await person.todo(['list', '--json'])).stdout).toContain('"total":1')
  })
})

/** Writes to the log of PostgreSQL alone, until that cannot begin another file and ends. */
async function fillLog(pool: Pool): Promise<void> {
  const mebibyte = "SELECT pg_logical_emit_message(true, 'fill', repeat('x', 1048576))"
  const ended = (async () => {
    for (;;) await pool.query(mebibyte)
  })()
  await expect(ended).rejects.toThrow()
}

/** What a server says that must not start. */
async function refusedStart(installation: Installation): Promise<string[]> {
  await expect(installation.start()).rejects.toThrow()
  return installation.output().trim().split('\n')
}
