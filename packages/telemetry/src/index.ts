export { createLog, type Log } from './log.ts'
export { standardOutput } from './log-lines.ts'
export { createMetrics, type Metrics, type PoolFigures, type SignInResult } from './metrics.ts'
export { type MetricsListener, serveMetrics } from './serve-metrics.ts'
