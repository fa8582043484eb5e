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

/** @param onFault is told of what those who count a call throw when it ends */
export function createTunnels(idleMs: number, onFault: (error: unknown, call: GatewayCall) => void): Tunnels {
  const open = new Set<Tunnel>()
  let isClosing = false
  return {
    get count() {
      return open.size
    },
    open(call, backend) {
      const client = answer(call, backend)
      const tunnel: Tunnel = openTunnel({
        client,
        backend,
        idleMs,
        onClosed(moved) {
          open.delete(tunnel)
          try {
            call.finish(moved)
          } catch (error) {
            onFault(error, call)
          }
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

function answer({ call, response }: GatewayCall, backend: UpgradedConnection): UpgradedConnection {
  try {
    return call.respondUpgrade(response.headerArray)
  } catch (error) {
    backend.abort()
    throw error
  }
}
