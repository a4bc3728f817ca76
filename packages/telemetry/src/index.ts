export { createMetrics, type Metrics, type PoolFigures, type SignInResult } from './metrics.ts'
export { type MetricsListener, serveMetrics } from './serve-metrics.ts'
