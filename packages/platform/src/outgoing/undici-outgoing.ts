import { AppError, isAppError } from '@sluice/contracts'
import { Agent, type RequestInit as UndiciRequestInit, fetch as undiciFetch } from 'undici'
import { toClientError } from '../http/undici-client/client-failure.ts'
import { createGuardedConnector } from './guarded-connector.ts'
import { callFailed, createGuardedFetch, type Exchange, showUrl } from './guarded-fetch.ts'
import type { OutgoingConnection, OutgoingHttp, OutgoingOptions } from './outgoing.ts'

export interface UndiciOutgoingOptions extends OutgoingOptions {
  /** Certificates (PEM) of authorities that are trusted besides those that Node trusts. */
  readonly certificateAuthorities?: readonly string[]
  /** All addresses of a host; default the system's resolver. */
  readonly resolve?: (host: string) => Promise<readonly string[]>
}

/** The real implementation: the policy is asked for each address right where it is connected to. */
export function createUndiciOutgoing(options: UndiciOutgoingOptions = {}): OutgoingHttp & { close(): Promise<void> } {
  const agents = new Map<string, Agent>()
  // Made on first use: reading all trusted certificates takes milliseconds.
  const agentFor = (connection: OutgoingConnection = {}): Agent => {
    const { clientCertificate, proxy } = connection
    const key = JSON.stringify([clientCertificate?.certificate, proxy?.origin, proxy?.authorization])
    const known = agents.get(key)
    if (known !== undefined) return known
    const [oldest] = agents.keys()
    if (agents.size >= maxAgents && oldest !== undefined) {
      // Calls on it end first; nobody waits for that.
      agents
        .get(oldest)
        ?.close()
        .catch(() => undefined)
      agents.delete(oldest)
    }
    const agent = new Agent({ connect: createGuardedConnector(options, connection), allowH2: false })
    agents.set(key, agent)
    return agent
  }
  const exchange: Exchange = async (url, { connection, ...init }) => {
    const agent = agentFor(connection)
    try {
      // Undici's own types of the same standard objects.
      const response = await undiciFetch(url, { ...init, dispatcher: agent } as UndiciRequestInit)
      return response as unknown as Response
    } catch (error) {
      throw toAppError(error, url)
    }
  }
  return {
    ...createGuardedFetch(exchange, options),
    close: async () => {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()))
    },
  }
}

/** Of certificates and proxies that calls name, each with connections of its own. */
const maxAgents = 64

function toAppError(error: unknown, url: URL): unknown {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  if (isAppError(cause)) {
    if (cause.code !== 'OutgoingAddressRefused') return cause
    const { reason } = cause.parameters as { readonly reason: string }
    return new AppError('OutgoingAddressRefused', { url: showUrl(url), reason }, { cause })
  }
  if (cause instanceof DOMException) return cause
  const { failure, message } = toClientError(cause, url.origin)
  return callFailed(url, `${reasons[failure] ?? 'the connection broke'}: ${message.replace(/\.$/, '')}`, cause)
}

const reasons: Readonly<Record<string, string>> = {
  'address-not-found': 'its host was not found',
  'connection-refused': 'the connection was refused',
  certificate: 'its certificate is not trusted',
  timeout: 'it did not answer in time',
  protocol: 'what it answers is no HTTP',
}
