import type { HttpClient } from '@sluice/platform'

/** The gateway of this installation, which the console of the developer portal calls. */
export interface OwnGateway {
  /** Where it is at this moment; none while it is not running. */
  addresses(): readonly GatewayAddress[]
  readonly client: Pick<HttpClient, 'send' | 'upgrade'>
}

export interface GatewayAddress {
  /** `http://localhost:8000`, as pages show it. */
  readonly url: string
  /** The same without a name that somebody could lead elsewhere: `http://127.0.0.1:8000`. */
  readonly connectTo: string
}

const nowhere = (): never => {
  throw new Error('There is no address to send to.')
}

/** For an installation whose gateway is not known. */
export const noGateway: OwnGateway = { addresses: () => [], client: { send: nowhere, upgrade: nowhere } }
