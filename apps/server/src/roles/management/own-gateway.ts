import type { GatewayAddress, OwnGateway } from '@sluice/management'
import type { Clock } from '@sluice/platform'
import { loadOrCreateAuthority } from '@sluice/platform/certificates'
import { createUndiciClient } from '@sluice/platform/http-client'
import type { Config } from '../../config.ts'
import type { AddressBook } from '../role.ts'

/** The way to the gateway of this installation, whose certificate is of the local authority. */
export async function createOwnGateway(
  config: Config,
  addresses: AddressBook,
  clock: Clock,
): Promise<OwnGateway & { close(): Promise<void> }> {
  const { certificate } = await loadOrCreateAuthority(config.dataFolder, clock)
  const client = createUndiciClient({ certificateAuthorities: [certificate] })
  return {
    client,
    addresses() {
      const { gatewayHttp, gatewayHttps } = addresses.current()
      return [gatewayHttp, gatewayHttps].filter((url) => url !== null).map((url) => toAddress(url, config.host))
    },
    close: () => client.close(),
  }
}

/** Where it listens is known, so no name is looked up: `localhost` may be the door of another program. */
export function toAddress(url: string, host: string): GatewayAddress {
  const listening = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  const connectTo = new URL(url)
  connectTo.hostname = listening.includes(':') ? `[${listening}]` : listening
  return { url, connectTo: connectTo.origin }
}
