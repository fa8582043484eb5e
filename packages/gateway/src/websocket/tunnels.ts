import type { UpgradedConnection } from '@sluice/platform'
import type { GatewayCall } from '../calls/gateway-call.ts'
import { openTunnel, type Tunnel } from './tunnel.ts'

/** All WebSocket connections of a gateway. */
export interface Tunnels {
  /** How many are open. */
  readonly count: number
  /** Answers the call's handshake as the backend did, and passes on what both sides say from now on. */
  open(call: GatewayCall, backend: UpgradedConnection): void
  /** Ends all, and from now on each new one at once: the gateway is going away. */
  close(): void
}

export function createTunnels(idleMs: number): Tunnels {
  const open = new Set<Tunnel>()
  let isClosing = false
  return {
    get count() {
      return open.size
    },
    open(call, backend) {
      const client = call.call.respondUpgrade(call.response.headerArray)
      const tunnel: Tunnel = openTunnel({
        client,
        backend,
        idleMs,
        onClosed(moved) {
          open.delete(tunnel)
          call.finish(moved)
        },
      })
      open.add(tunnel)
      if (isClosing) tunnel.close()
    },
    close() {
      isClosing = true
      for (const tunnel of open) tunnel.close()
    },
  }
}
