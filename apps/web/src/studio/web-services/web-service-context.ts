import type { EndpointAnswer, WebServiceDetailsAnswer } from '@sluice/contracts'
import { createContext, use } from 'react'

export const WebServiceContext = createContext<WebServiceDetailsAnswer | undefined>(undefined)

/** The web service that the page is about. */
export function useWebService(): WebServiceDetailsAnswer {
  const webService = use(WebServiceContext)
  if (webService === undefined) throw new Error('No web service is open around this component.')
  return webService
}

export interface EndpointOfWebService {
  readonly webServiceId: string
  readonly endpoint: Pick<EndpointAnswer, 'id' | 'name'>
}
