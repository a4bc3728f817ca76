import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createMetrics, type Metrics } from './metrics.ts'
import { type MetricsListener, serveMetrics } from './serve-metrics.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function serve(metrics: Metrics): Promise<MetricsListener> {
  const listener = await serveMetrics(metrics, { host: '127.0.0.1', port: 0 })
  closing.push(listener.stop)
  return listener
}

describe('metrics', () => {
  it('count requests by route, method and status, with their durations', async () => {
    const metrics = createMetrics()
    metrics.request('/api/tasks/:id', 'GET', 200, 0.003)
    metrics.request('/api/tasks/:id', 'GET', 200, 0.3)
    const text = await metrics.text()
    const labels = 'http_route="/api/tasks/:id",http_request_method="GET",http_response_status_code="200"'
    expect(text).toContain(`http_server_request_duration_seconds_count{${labels}} 2`)
    expect(text).toContain(`http_server_request_duration_seconds_bucket{le="0.005",${labels}} 1`)
  })

  it('make one series of all methods that callers invent', async () => {
    const metrics = createMetrics()
    for (const method of ['BREW', 'WHEN', 'x'.repeat(1000)]) metrics.request('/*', method, 404, 0.001)
    const counts = (await metrics.text()).match(/^http_server_request_duration_seconds_count.*$/gm)
    expect(counts).toHaveLength(1)
    expect(counts?.[0]).toMatch(/http_request_method="_OTHER".* 3$/)
  })

  it('look at the pool and the sockets when they are asked', async () => {
    const metrics = createMetrics()
    const pool = { totalCount: 3, idleCount: 1, waitingCount: 0, options: { max: 5 } }
    metrics.watchPool(pool)
    metrics.watchSockets(() => 7)
    pool.waitingCount = 4
    const text = await metrics.text()
    expect(text).toContain('db_client_connection_count{db_client_connection_state="used"} 2')
    expect(text).toContain('db_client_connection_count{db_client_connection_state="idle"} 1')
    expect(text).toContain('db_client_connection_max 5')
    expect(text).toContain('db_client_connection_pending_requests 4')
    expect(text).toContain('todo_sockets 7')
  })

  it('tell of the process and how late its event loop is', async () => {
    const metrics = createMetrics()
    metrics.watchProcess()
    closing.push(metrics.close)
    const text = await metrics.text()
    for (const name of [
      'process_cpu_seconds_total',
      'process_start_time_seconds',
      'process_resident_memory_bytes',
      'nodejs_heap_size_used_bytes',
      'nodejs_eventloop_delay_p99_seconds',
      'nodejs_eventloop_delay_max_seconds',
    ]) {
      expect(text).toMatch(new RegExp(`^${name} [\\d.e-]+$`, 'm'))
    }
  })

  it('are shown at /metrics and nowhere else', async () => {
    const metrics = createMetrics()
    metrics.signIn('failure')
    const { port } = await serve(metrics)
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`)
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    expect(await answer.text()).toContain('todo_sign_ins_total{result="failure"} 1')
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404)
    expect((await fetch(`http://127.0.0.1:${port}/metrics`, { method: 'POST' })).status).toBe(404)
  })

  it('stop to be shown although someone is still connected', async () => {
    const { port, stop } = await serve(createMetrics())
    const socket = connect(port, '127.0.0.1')
    await new Promise((resolve) => socket.once('connect', resolve))
    socket.on('error', () => {})
    await stop()
    await expect(fetch(`http://127.0.0.1:${port}/metrics`)).rejects.toThrow()
    socket.destroy()
  })
})
