import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { address, newSite, type Site } from './server-process.ts'

let site: Site
beforeEach(() => {
  site = newSite()
})
afterEach(() => site.clear())

/** A listener on a port of its own, which can be closed so that another takes its place. */
async function occupied(): Promise<{ port: number; free(): Promise<void> }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  return {
    port: typeof bound === 'object' && bound ? bound.port : 0,
    free: async () => {
      server.close()
      await once(server, 'close')
    },
  }
}

describe('npm start', () => {
  it('shows its metrics on a port of their own, and stops with them', async () => {
    const { port, free } = await occupied()
    await free()
    const started = site.start({ PROMETHEUS_PORT: `${port}` })
    const url = await address(started)
    await fetch(`${url}/ready`)
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    expect(text).toContain('http_server_request_duration_seconds_count{http_route="/ready"')
    expect(text).toMatch(/^db_client_connection_count.* \d+$/m)
    expect(text).toMatch(/^nodejs_eventloop_delay_p99_seconds [\d.e-]+$/m)
    expect((await fetch(`${url}/metrics`)).status).toBe(404)
    started.child.kill('SIGTERM')
    expect(await started.ended).toBe(0)
  })

  it('says which port is taken where its metrics cannot be shown', async () => {
    const { port, free } = await occupied()
    const started = site.start({ PROMETHEUS_PORT: `${port}` })
    expect(await started.ended).toBe(1)
    expect(started.output()).toContain(`127.0.0.1:${port}. Set PROMETHEUS_PORT to another port`)
    await free()
  })
})
