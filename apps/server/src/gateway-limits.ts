import type { ListenOptions } from '@sluice/platform'

/** What a worker of the gateway lets clients, calls and backends take. */
export interface GatewayLimits {
  /** Wait for its turn that a call may have to expect, ms. */
  readonly gatewayQueueMs: number
  readonly gatewayCalls: number
  readonly gatewayConnections: number
  readonly gatewayConnectionsPerAddress: number
  readonly gatewayHeadSeconds: number
  readonly gatewayIdleSeconds: number
  readonly gatewayHeadKilobytes: number
  /** 0 = of any length. */
  readonly gatewayBodyMegabytes: number
  /** Bytes a second; 0 = as slow as it likes. */
  readonly gatewayBodyRate: number
  readonly gatewayBackendConnectSeconds: number
  readonly gatewayBackendIdleSeconds: number
  readonly gatewayBackendConnections: number
  readonly gatewayBackendQueue: number
}

/** The part of a configuration that a worker is given. */
export const gatewayLimitsOf = (config: GatewayLimits): GatewayLimits => ({
  gatewayQueueMs: config.gatewayQueueMs,
  gatewayCalls: config.gatewayCalls,
  gatewayConnections: config.gatewayConnections,
  gatewayConnectionsPerAddress: config.gatewayConnectionsPerAddress,
  gatewayHeadSeconds: config.gatewayHeadSeconds,
  gatewayIdleSeconds: config.gatewayIdleSeconds,
  gatewayHeadKilobytes: config.gatewayHeadKilobytes,
  gatewayBodyMegabytes: config.gatewayBodyMegabytes,
  gatewayBodyRate: config.gatewayBodyRate,
  gatewayBackendConnectSeconds: config.gatewayBackendConnectSeconds,
  gatewayBackendIdleSeconds: config.gatewayBackendIdleSeconds,
  gatewayBackendConnections: config.gatewayBackendConnections,
  gatewayBackendQueue: config.gatewayBackendQueue,
})

/** What a listener of a worker keeps its clients to. */
export const listenLimitsOf = (limits: GatewayLimits): Partial<ListenOptions> => ({
  maxConnections: limits.gatewayConnections,
  maxConnectionsPerAddress: limits.gatewayConnectionsPerAddress,
  headTimeoutMs: limits.gatewayHeadSeconds * 1_000,
  idleTimeoutMs: limits.gatewayIdleSeconds * 1_000,
  maxHeadBytes: limits.gatewayHeadKilobytes * 1_024,
  ...(limits.gatewayBodyMegabytes > 0 && { maxBodyBytes: limits.gatewayBodyMegabytes * 1_048_576 }),
  ...(limits.gatewayBodyRate > 0 && { lowestRate: { bytesPerSecond: limits.gatewayBodyRate } }),
})

/** What a worker keeps backends to. */
export const clientLimitsOf = (limits: GatewayLimits) => ({
  connectTimeoutMs: limits.gatewayBackendConnectSeconds * 1_000,
  bodyIdleTimeoutMs: limits.gatewayBackendIdleSeconds * 1_000,
  maxConnectionsPerBackend: limits.gatewayBackendConnections,
  maxWaitingPerBackend: limits.gatewayBackendQueue,
})
