import type { Config } from '@todo/config'
import { type Metrics, serveMetrics } from '@todo/telemetry'

/**
 * Measures the process and shows its metrics where that is configured. Answers what ends both. Rejects where the
 * port is taken, and says which setting it is.
 */
export async function showMetrics(
  metrics: Metrics,
  { prometheus_host: host, prometheus_port: port }: Config['observability'],
): Promise<() => Promise<void>> {
  if (port === 0) return async () => {}
  const listener = await serveMetrics(metrics, { host, port }).catch((error: unknown) => {
    throw new Error(
      `The metrics cannot be shown at ${host}:${port}. Set PROMETHEUS_PORT to another port, or to 0 for none.`,
      { cause: error },
    )
  })
  metrics.watchProcess()
  return async () => {
    await listener.stop()
    metrics.close()
  }
}
