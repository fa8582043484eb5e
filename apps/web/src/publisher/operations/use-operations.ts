import type { OperationProperties } from '@sluice/contracts'
import { quote, type Resource } from '../../shared/api-client/resource.ts'
import { useAllResources } from '../../shared/api-client/use-resource.ts'

export type OperationResource = Resource<OperationProperties>

/** As many as are read for the list. */
export const mostOperations = 1_000

/** The operations of an API whose name or URL template holds the text. */
export function useOperations(apiId: string, text = '') {
  const search = text.trim()
  const filter =
    search === ''
      ? undefined
      : `contains(displayName,${quote(search)}) or contains(urlTemplate,${quote(search)}) or contains(method,${quote(search)})`
  return useAllResources<OperationProperties>(`${apiId}/operations`, { $filter: filter })
}
