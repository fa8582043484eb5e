import { connect as connectPlain, isIP, type Socket } from 'node:net'
import { checkServerIdentity, connect as connectSecure, type SecureContext } from 'node:tls'

export interface SocketTarget {
  /** Whose name the certificate has to show. */
  readonly origin: URL
  /** Where the connection goes, over TLS when it says https. */
  readonly address: URL
  readonly verifyCertificate: boolean
  readonly secureContext: () => SecureContext
}

/** Opens the sockets of one backend. The name is looked up anew each time; over TLS, sessions are resumed. */
export class SocketOpener {
  readonly #target: SocketTarget
  readonly #host: string
  readonly #name: string
  readonly isSecure: boolean
  #session: Buffer | undefined

  constructor(target: SocketTarget) {
    this.#target = target
    this.#host = withoutBrackets(target.address.hostname)
    this.#name = withoutBrackets(target.origin.hostname)
    this.isSecure = target.address.protocol === 'https:'
  }

  /** @throws what is wrong with a client's certificate */
  open(onReady: () => void): Socket {
    const { address, verifyCertificate, secureContext } = this.#target
    const base = { host: this.#host, noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 }
    if (!this.isSecure) return connectPlain({ ...base, port: Number(address.port || 80) }, onReady)
    const name = this.#name
    const socket = connectSecure(
      {
        ...base,
        port: Number(address.port || 443),
        // An address is no name that TLS could ask for, but it is what the certificate has to show.
        servername: isIP(name) === 0 ? name : '',
        checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
        rejectUnauthorized: verifyCertificate,
        secureContext: secureContext(),
        session: this.#session,
        ALPNProtocols: ['http/1.1'],
      },
      onReady,
    )
    socket.on('session', (session) => {
      this.#session = session
    })
    return socket
  }
}

const withoutBrackets = (host: string): string => (host.startsWith('[') ? host.slice(1, -1) : host)
