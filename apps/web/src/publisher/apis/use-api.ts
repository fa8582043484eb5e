import { createContext, use } from 'react'
import type { ReadResource } from '../../shared/api-client/resource.ts'
import type { ApiView } from './api-view.ts'

export const ApiContext = createContext<ReadResource<ApiView> | undefined>(undefined)

/** The API that the page is about, as it was read; `id` is the path below which its parts are. */
export function useApi(): ReadResource<ApiView> {
  const api = use(ApiContext)
  if (api === undefined) throw new Error('No API is open around this component.')
  return api
}
