import { AppError } from '@sluice/contracts'
import type { GatewayAddress } from './own-gateway.ts'

export interface ConsoleTarget {
  readonly gateway: GatewayAddress
  /** Path and query. */
  readonly target: string
}

/**
 * Which gateway an address is of. It must begin with the address of one, character by character: whatever other way there
 * is to write a host is not read at all, so that nothing can be read in two ways.
 * @throws AppError `ConsoleAddressRefused`, `ConsoleGatewayUnknown`
 */
export function findGateway(url: string, gateways: readonly GatewayAddress[]): ConsoleTarget {
  if (gateways.length === 0) throw new AppError('ConsoleGatewayUnknown', {})
  const refuse = (reason: string) =>
    new AppError('ConsoleAddressRefused', { reason, allowed: gateways.map((gateway) => gateway.url) })
  const gateway = gateways.find((one) => url.startsWith(one.url) && /^(?:[/?]|$)/.test(url.slice(one.url.length)))
  if (gateway === undefined) throw refuse('the address is another one')
  const rest = url.slice(gateway.url.length)
  if (/[^\x21-\x7e]/.test(rest)) throw refuse('blanks, line breaks and letters beyond ASCII must be percent-encoded')
  if (/[\\#]/.test(rest)) throw refuse("'\\' and '#' must be percent-encoded")
  return { gateway, target: rest.startsWith('/') ? rest : `/${rest}` }
}
