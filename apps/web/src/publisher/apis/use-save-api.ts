import { useQueryClient } from '@tanstack/react-query'
import { readResource } from '../../shared/api-client/resource.ts'
import { isTouchedBy, useArmChange } from '../../shared/api-client/use-resource.ts'
import type { ApiView } from './api-view.ts'
import { useApi } from './use-api.ts'

/** Changes properties of the API that the page is about, and reads what is saved of it now. */
export function useSaveApi() {
  const { id, entityTag } = useApi()
  const client = useQueryClient()
  const change = useArmChange()
  return {
    entityTag,
    save: (properties: unknown, ifMatch: string | undefined) =>
      change.mutateAsync({ path: id, method: 'PATCH', body: { properties }, ifMatch: ifMatch ?? '*' }),
    async load(): Promise<ApiView> {
      await client.invalidateQueries({ predicate: isTouchedBy(id) })
      return (await readResource<ApiView>(id)).properties
    },
  }
}
