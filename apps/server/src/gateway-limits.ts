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
  readonly gatewayHeadFields: number
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
  gatewayHeadFields: config.gatewayHeadFields,
  gatewayBodyMegabytes: config.gatewayBodyMegabytes,
  gatewayBodyRate: config.gatewayBodyRate,
  gatewayBackendConnectSeconds: config.gatewayBackendConnectSeconds,
  gatewayBackendIdleSeconds: config.gatewayBackendIdleSeconds,
  gatewayBackendConnections: config.gatewayBackendConnections,
  gatewayBackendQueue: config.gatewayBackendQueue,
})
