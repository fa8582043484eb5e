import type { StoreReader } from '@sluice/platform'
import { listServiceBodies, type ServiceBody } from './service-document.ts'

/** Addresses at which a service answers, where they are known. */
export interface ServiceAddresses {
  readonly gateway: string | null
  /** Default: not known. */
  readonly gatewayHttps?: string | null
  readonly management: string | null
}

/** Gives the addresses of the instance with this name, from those of the installation. */
export type NameAddress = (address: string, service: string) => string

/**
 * All instances have one gateway, which finds the instance by the first label of the name that is called and takes the
 * oldest for every other name: that one keeps the plain address, the others get theirs (`http://contoso.localhost:8000`).
 * Behind an address that is no local name, whoever leads a name of an instance there knows it.
 * @param services all, the oldest first
 */
export function toAddressNames([oldest]: readonly ServiceBody[]): NameAddress {
  return (address, service) => {
    const isPlain = oldest === undefined || oldest.identity.name.toLowerCase() === service.toLowerCase()
    return isPlain ? address : address.replace(/^(https?:\/\/)(?=localhost(?::\d+)?$)/, `$1${service.toLowerCase()}.`)
  }
}

export const readAddressNames = async (reader: StoreReader): Promise<NameAddress> =>
  toAddressNames(await listServiceBodies(reader))

export function namedAddresses(all: ServiceAddresses, service: string, toName: NameAddress): ServiceAddresses {
  const named = (address: string | null | undefined) => (address == null ? null : toName(address, service))
  return { ...all, gateway: named(all.gateway), gatewayHttps: named(all.gatewayHttps) }
}
