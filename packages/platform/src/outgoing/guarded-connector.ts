import { getCACertificates } from 'node:tls'
import { AppError } from '@sluice/contracts'
import { buildConnector } from 'undici'
import { openTunnel } from '../http/undici-client/open-tunnel.ts'
import { refuseAddress } from './address-policy.ts'
import { createGuardedLookup } from './guarded-lookup.ts'
import type { OutgoingConnection } from './outgoing.ts'
import type { UndiciOutgoingOptions } from './undici-outgoing.ts'

/** Opens connections of outgoing calls: to allowed addresses only, through a proxy where one is named. */
export function createGuardedConnector(
  options: UndiciOutgoingOptions,
  { clientCertificate, proxy }: OutgoingConnection,
): buildConnector.connector {
  const lookup = createGuardedLookup(options)
  const connect = buildConnector({
    timeout: connectTimeoutMs,
    ca: [...getCACertificates('default'), ...(options.certificateAuthorities ?? [])],
    lookup,
    ...(clientCertificate === undefined
      ? {}
      : { cert: clientCertificate.certificate, key: clientCertificate.privateKey }),
  })
  if (proxy === undefined) return (target, callback) => connect(target, callback)
  const address = new URL(proxy.origin)
  return (target, callback) => {
    const refused = refusedProxy(address, options)
    if (refused !== undefined) return callback(refused, null)
    let isOver = false
    const settle: buildConnector.Callback = (...result) => {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      callback(...result)
    }
    const socket = openTunnel(
      { address, authorization: proxy.authorization, lookup },
      new URL(`${target.protocol}//${target.host ?? target.hostname}`),
      (error, tunnel) => {
        if (error !== null) settle(error, null)
        else if (isOver) tunnel.destroy()
        else if (target.protocol === 'https:') connect({ ...target, httpSocket: tunnel }, settle)
        else settle(null, tunnel)
      },
    )
    const timer = setTimeout(() => {
      socket.destroy()
      settle(new Error('The proxy did not open a connection in time.'), null)
    }, connectTimeoutMs)
  }
}

const connectTimeoutMs = 10_000

/** A literal address is never looked up, so it has to be judged here. */
function refusedProxy({ hostname, origin }: URL, options: UndiciOutgoingOptions): AppError | undefined {
  if (!hostname.startsWith('[') && !/^\d+\.\d+\.\d+\.\d+$/.test(hostname)) return undefined
  const reason = refuseAddress(hostname, options)
  return reason === undefined
    ? undefined
    : new AppError('OutgoingAddressRefused', { url: origin, reason: `its proxy cannot be used: ${reason}` })
}
