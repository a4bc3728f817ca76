import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createApp, type Frontend } from '../../../apps/frontend/src/host/create-app.ts'

/** Nothing is built there yet. Next wants it below the app. */
const builds = `.next/test-${process.pid}`
const folder = join('apps/frontend', builds)

beforeEach(() => mkdirSync(folder, { recursive: true }))
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }))

async function listen(frontend: Frontend): Promise<string> {
  const server = createServer((request, response) => frontend.handle(request, response)).listen(
    0,
    '127.0.0.1',
  )
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return `http://127.0.0.1:${portOf(server.address())}`
}

const portOf = (bound: AddressInfo | string | null): number =>
  typeof bound === 'object' && bound ? bound.port : 0

const script = (path: string): string => `
  const { ensureBuild } = await import('./apps/frontend/src/host/build.ts')
  const print = (line) => console.log(line)
  console.log('folder ' + await ensureBuild({ print, signal: new AbortController().signal, builds: '${path}' }))`

type Building = { child: ChildProcess; said(): string; code: Promise<number | null> }

function build(): Building {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script(builds)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (text += part))
  return { child, said: () => text, code: once(child, 'close').then(([code]) => code) }
}

describe('the first start', () => {
  it('builds once, although one start was killed and two others come at once', async () => {
    const killed = build()
    await expect.poll(killed.said).toContain('Building the web app, once for this version')
    killed.child.kill('SIGKILL')
    await killed.code

    const both = [build(), build()]
    expect(await Promise.all(both.map(({ code }) => code))).toEqual([0, 0])
    expect(both.filter(({ said }) => said().includes('Building the web app'))).toHaveLength(1)
    const [folders] = both.map(({ said }) => /^folder (\S+)$/m.exec(said())?.[1])
    expect(folders).toMatch(/test-\d+\/[0-9a-f]{16}$/)

    const again = build()
    expect(await again.code).toBe(0)
    expect(again.said()).toBe(`folder ${folders}\n`)
    expect(existsSync(join('apps/frontend', `${folders}`, 'BUILD_ID'))).toBe(true)
  }, 600_000)

  it('shows a page that looks again by itself until there is one, and then the web app', async () => {
    const frontend = createApp({ print: () => {} })
    onTestFinished(() => frontend.close())
    const url = await listen(frontend)
    const waiting = await fetch(`${url}/today`)
    expect(waiting.status).toBe(503)
    expect(waiting.headers.get('retry-after')).toBe('2')
    expect(waiting.headers.get('content-security-policy')).not.toContain('unsafe')
    const page = await waiting.text()
    expect(page).toContain('Building the web app …')
    expect(page).toContain('<meta http-equiv="refresh" content="2">')
    expect(frontend.isReady()).toBe(false)
    await frontend.start()
    expect(frontend.isReady()).toBe(true)
    expect((await fetch(`${url}/login`)).status).toBe(200)
  })

  it('says on its pages and to whoever started it why there is no web app', async () => {
    writeFileSync(join(folder, 'file'), '')
    const frontend = createApp({ print: () => {}, builds: `${builds}/file` })
    const url = await listen(frontend)
    await expect(frontend.start()).rejects.toThrow(/cannot be written. Run npm run build as a user who can/)
    const answer = await fetch(`${url}/today`)
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain('cannot be written')
  })

  it('ends a build when it is told to stop, and leaves nothing that counts as one', async () => {
    const said: string[] = []
    const frontend = createApp({ print: (line) => said.push(line), builds })
    const starting = frontend.start()
    await expect.poll(() => said.join('\n')).toContain('Building the web app')
    await frontend.close()
    await expect(starting).rejects.toThrow(/abort/i)
    expect(readdirSync(folder).filter((name) => /^[0-9a-f]{16}$/.test(name))).toEqual([])
  })
})
