import { connect, type LookupFunction, type Socket } from 'node:net'
import { HttpClientError } from '../http.ts'

/** Longest head of a proxy's answer. */
const maxHeadBytes = 16_384

/**
 * Asks a proxy for a connection to an address.
 * @param proxy with what looks up its host, where that is not the system
 * @param done gets the connection once the proxy has opened it; called once
 * @see RFC 9110, 9.3.6
 */
export function openTunnel(
  proxy: { readonly address: URL; readonly authorization: string | undefined; readonly lookup?: LookupFunction },
  to: URL,
  done: (...result: [error: Error, socket: null] | [error: null, socket: Socket]) => void,
): Socket {
  const port = Number(proxy.address.port || 80)
  const socket = connect({
    host: proxy.address.hostname.replace(/^\[|\]$/g, ''),
    port,
    noDelay: true,
    ...(proxy.lookup === undefined ? {} : { lookup: proxy.lookup }),
  })
  const target = `${to.hostname}:${to.port || (to.protocol === 'https:' ? 443 : 80)}`
  let head = ''
  const fail = (error: Error) => {
    socket.off('data', onData)
    socket.destroy()
    done(error, null)
  }
  const onData = (chunk: Buffer) => {
    head += chunk.toString('latin1')
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) {
      if (head.length > maxHeadBytes) fail(new HttpClientError('protocol', 'The proxy answers with too long a head.'))
      return
    }
    const status = /^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1]
    if (status === undefined || !status.startsWith('2')) {
      fail(
        new HttpClientError(
          'connection-refused',
          `The proxy refuses a connection to ${target} (${status ?? 'no HTTP'}).`,
        ),
      )
      return
    }
    socket.off('data', onData)
    socket.off('error', fail)
    socket.off('end', onEnd)
    // What the other side sent at once belongs to whoever uses the connection.
    socket.pause()
    if (end + 4 < head.length) socket.unshift(Buffer.from(head.slice(end + 4), 'latin1'))
    done(null, socket)
  }
  const onEnd = () => fail(new HttpClientError('connection-lost', 'The proxy closed the connection.'))
  socket.once('connect', () => {
    const authorization = proxy.authorization === undefined ? '' : `Proxy-Authorization: ${proxy.authorization}\r\n`
    socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${authorization}\r\n`)
  })
  socket.once('error', fail)
  socket.once('end', onEnd)
  socket.on('data', onData)
  return socket
}
