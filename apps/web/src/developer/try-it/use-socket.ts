import type { ConsoleWebSocketAnswer, ConsoleWebSocketCall } from '@sluice/contracts'
import { useCallback, useEffect, useRef, useState } from 'react'
import { send as sendCall } from '../../shared/api-client/send.ts'
import { type SocketEntry, sizeOf, withEntry } from './socket-messages.ts'

export type SocketState =
  | { readonly kind: 'idle' | 'connecting' | 'closed' }
  | { readonly kind: 'open'; readonly protocol: string }
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string; readonly text: string }
  | { readonly kind: 'failed'; readonly error: unknown; readonly timeoutSeconds: number }

/** How the address of a page becomes one of a WebSocket of the same server. */
const socketAddress = (ticket: string): string =>
  `${location.origin.replace(/^http/, 'ws')}/api/console/websocket/${ticket}`

/** One WebSocket at a time, opened by the server at the gateway; it ends with the page. */
export function useSocket() {
  const [state, setState] = useState<SocketState>({ kind: 'idle' })
  const [entries, setEntries] = useState<readonly SocketEntry[]>([])
  const socket = useRef<WebSocket>(undefined)
  const opening = useRef<AbortController>(undefined)
  const lastId = useRef(0)
  const add = useCallback((content: SocketEntry['content']) => {
    lastId.current += 1
    const entry = { id: lastId.current, at: new Date(), content }
    setEntries((before) => withEntry(before, entry))
  }, [])

  const disconnect = useCallback(() => {
    opening.current?.abort()
    opening.current = undefined
    if (socket.current === undefined) setState({ kind: 'idle' })
    else socket.current.close(1000)
  }, [])
  useEffect(
    () => () => {
      opening.current?.abort()
      socket.current?.close(1000)
    },
    [],
  )

  const open = (ticket: string, protocols: readonly string[]) => {
    const made = new WebSocket(socketAddress(ticket), [...protocols])
    made.binaryType = 'arraybuffer'
    socket.current = made
    made.onopen = () => setState({ kind: 'open', protocol: made.protocol })
    made.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      const message = typeof data === 'string' ? data : new Uint8Array(data)
      add({ kind: 'received', message, bytes: sizeOf(message) })
    }
    // What an error was about, the end that follows it says as far as a page may know.
    made.onclose = ({ code, reason }) => {
      if (socket.current === made) socket.current = undefined
      add({ kind: 'closed', code, reason })
      setState({ kind: 'closed' })
    }
  }

  /** @param prepare what takes a moment before the call, such as fetching the key */
  const connect = async (prepare: () => Promise<ConsoleWebSocketCall>) => {
    opening.current?.abort()
    const own = new AbortController()
    opening.current = own
    setState({ kind: 'connecting' })
    let timeoutSeconds = 0
    try {
      const call = await prepare()
      timeoutSeconds = call.timeoutSeconds
      const { body } = await sendCall<ConsoleWebSocketAnswer>('/api/console/websocket', {
        method: 'POST',
        body: call,
        signal: own.signal,
        isAnonymous: true,
      })
      if (own.signal.aborted) return
      if (body.refused !== undefined) setState({ kind: 'refused', ...body.refused })
      else open(body.ticket, call.protocols)
    } catch (error) {
      if (!own.signal.aborted) setState({ kind: 'failed', error, timeoutSeconds })
    }
  }

  /** @returns false when nothing is open */
  const send = (message: string | Uint8Array<ArrayBuffer>): boolean => {
    if (socket.current?.readyState !== WebSocket.OPEN) return false
    socket.current.send(message)
    add({ kind: 'sent', message, bytes: sizeOf(message) })
    return true
  }
  return { state, entries, connect, disconnect, send, clear: () => setEntries([]) }
}
