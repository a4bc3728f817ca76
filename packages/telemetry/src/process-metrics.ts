import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge, type Registry } from 'prom-client'

const resolutionMs = 10

/**
 * Adds the figures of this process under the names that Prometheus' own libraries use, and the event loop's under
 * those of the semantic conventions. Answers what stops measuring.
 */
export function watchProcess(registry: Registry): () => void {
  watchProcessor(registry)
  watchMemory(registry)
  return watchEventLoop(registry)
}

function watchProcessor(registry: Registry): void {
  let counted = 0
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time of the process',
    registers: [registry],
    collect() {
      const { user, system } = process.cpuUsage()
      const seconds = (user + system) / 1e6
      this.inc(Math.max(0, seconds - counted))
      counted = seconds
    },
  })
  new Gauge({
    name: 'process_start_time_seconds',
    help: 'When the process began, in seconds since 1970',
    registers: [registry],
  }).set(Date.now() / 1000 - process.uptime())
}

function watchMemory(registry: Registry): void {
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read())
      },
    })
  }
  gauge('process_resident_memory_bytes', 'Memory of the process', () => process.memoryUsage.rss())
  gauge('nodejs_heap_size_used_bytes', 'Heap in use', () => process.memoryUsage().heapUsed)
  gauge('nodejs_heap_size_total_bytes', 'Heap that is held', () => process.memoryUsage().heapTotal)
}

/** How late timers are, since the last look. The histogram counts the timer's own interval, which is no delay. */
function watchEventLoop(registry: Registry): () => void {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  histogram.enable()
  const seconds = (nanoseconds: number): number =>
    Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / 1e6 - resolutionMs) / 1000 : 0
  const gauge = (figure: string, collect: () => void = () => {}): Gauge =>
    new Gauge({
      name: `nodejs_eventloop_delay_${figure}_seconds`,
      help: `How late the event loop is since the last look (${figure})`,
      registers: [registry],
      collect,
    })
  // The first is asked first: its look sets all of them and begins anew.
  const mean = gauge('mean', () => {
    mean.set(seconds(histogram.mean))
    p50.set(seconds(histogram.percentile(50)))
    p99.set(seconds(histogram.percentile(99)))
    max.set(seconds(histogram.max))
    histogram.reset()
  })
  const [p50, p99, max] = [gauge('p50'), gauge('p99'), gauge('max')]
  return () => histogram.disable()
}
