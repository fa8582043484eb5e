import { randomBytes } from 'node:crypto'
import type { UpgradedConnection } from '@sluice/platform'
import type { BytesMoved } from '../pipeline/call-context.ts'
import { closeFrame, goingAway } from './close-frame.ts'
import { OneWay } from './one-way.ts'

/** How long each side has for its Close frame and its end before the connection is broken. */
const closingMs = 2_000
/** How long what is still on its way may take when the other side is gone. */
const lingerMs = 10_000

export interface TunnelOptions {
  readonly client: UpgradedConnection
  readonly backend: UpgradedConnection
  /** Without a byte in either direction. */
  readonly idleMs: number
  /** Once, when both sides are gone. */
  readonly onClosed: (moved: BytesMoved) => void
}

/** A WebSocket from a client to a backend. */
export interface Tunnel {
  /** Says "going away" to both sides, and ends. */
  close(): void
}

/** Passes bytes both ways until both sides have ended or one of them breaks. */
export function openTunnel({ client, backend, idleMs, onClosed }: TunnelOptions): Tunnel {
  let timer: NodeJS.Timeout | undefined
  let closedSides = 0
  const abort = () => {
    client.abort()
    backend.abort()
  }
  const up = new OneWay(client, backend, () => client.end())
  const down = new OneWay(backend, client, () => backend.end())
  const close = () => {
    if (timer !== undefined) return
    timer = setTimeout(abort, closingMs)
    down.shut(closeFrame(goingAway))
    up.shut(closeFrame(goingAway, randomBytes(4)))
  }
  const onSideClosed = (other: UpgradedConnection) => {
    closedSides += 1
    if (closedSides === 1) {
      other.end()
      other.onIdle(lingerMs, () => other.abort())
      return
    }
    clearTimeout(timer)
    onClosed({ requestBytes: up.byteCount, responseBytes: down.byteCount })
  }
  client.onClosed(() => onSideClosed(backend))
  backend.onClosed(() => onSideClosed(client))
  // All that moves passes through the connection to the client, one way or the other.
  client.onIdle(idleMs, close)
  up.start()
  down.start()
  return { close }
}
