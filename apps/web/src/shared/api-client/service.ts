import { createContext, use } from 'react'
import type { Resource } from './resource.ts'

export interface ServiceView {
  readonly publisherEmail: string
  readonly publisherName: string
  readonly provisioningState: string
  readonly gatewayUrl: string | null
  /** Addresses of the gateway, one for each scheme; none while no gateway has told where it is. */
  readonly gatewayUrls: readonly string[]
  readonly portalUrl: string | null
  readonly createdAtUtc: string
  readonly notificationSenderEmail?: string
}

/** An API Management instance; `id` is the path below which all of its resources are. */
export interface Service extends Resource<ServiceView> {
  readonly location: string
  readonly sku: { readonly name: string; readonly capacity: number }
}

export const ServiceContext = createContext<Service | undefined>(undefined)

/** The instance that the page is about. */
export function useService(): Service {
  const service = use(ServiceContext)
  if (service === undefined) throw new Error('No instance is open around this component.')
  return service
}
