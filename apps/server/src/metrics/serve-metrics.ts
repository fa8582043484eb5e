import type { Addresses } from '@sluice/contracts'
import type { HttpServer, Log } from '@sluice/platform'
import { listenWithNode } from '@sluice/platform/http-server'
import { createMetricsHandler, createProcessMetrics, type MetricSource } from '@sluice/platform/metrics'
import type { Config } from '../config.ts'
import { programVersion } from '../program-version.ts'
import { toLocalUrl } from '../roles/listen-at.ts'
import { type RoleName, roleNames } from '../roles/role.ts'

export interface ServedMetrics {
  readonly addresses: Partial<Addresses>
  close(): Promise<void>
}

export interface ServeMetricsOptions {
  readonly role: RoleName
  readonly config: Config
  readonly log: Log
  /** Of the role; what every process says comes on top. */
  readonly sources: readonly MetricSource[]
}

/**
 * Serves the metrics of a role at an address of their own, which outsiders do not reach unless somebody wants it. A port
 * that is taken is no reason not to do the role's work: the log says so, and the role does without.
 */
export async function serveMetrics({ role, config, log, sources }: ServeMetricsOptions): Promise<ServedMetrics> {
  if (!config.metrics) return { addresses: {}, async close() {} }
  const port = config.metricsPort === 0 ? 0 : config.metricsPort + roleNames.indexOf(role)
  const own = createProcessMetrics(programVersion())
  const handler = createMetricsHandler({ role, sources: [own.source, ...sources], log, token: config.metricsToken })
  let server: HttpServer
  try {
    server = await listenWithNode({ host: config.metricsHost, port }, handler)
  } catch (error) {
    own.close()
    log.warn(`The metrics are not served: port ${port} cannot be had. Free it, or set SLUICE_METRICS_PORT.`, {
      reason: (error as Error).message,
    })
    return { addresses: {}, async close() {} }
  }
  return {
    addresses: { [addressNames[role]]: `${toLocalUrl('http', config.metricsHost, server.port)}/metrics` },
    async close() {
      own.close()
      // Whoever reads just now asks again later, of the next process.
      await server.close(0)
    },
  }
}

const addressNames = {
  management: 'managementMetrics',
  gateway: 'gatewayMetrics',
  ml: 'mlMetrics',
  storage: 'storageMetrics',
} as const satisfies Readonly<Record<RoleName, keyof Addresses>>
