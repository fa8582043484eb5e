import { useQuery } from '@tanstack/react-query'
import type { ApiError } from '../../shared/api-client/api-error.ts'
import { armKey, type ResourceList, sendArm } from '../../shared/api-client/resource.ts'

/** Paths of the documents and fragments that include this one. */
export const useFragmentUses = (path: string) =>
  useQuery<readonly string[], ApiError>({
    queryKey: [...armKey(path), 'uses'],
    queryFn: async () => {
      const { body } = await sendArm<ResourceList<never>>(`${path}/listReferences`, {
        method: 'POST',
        query: { $top: 1_000 },
      })
      return body.value.map(({ id }) => id)
    },
    // A change of another document makes it another list, and nothing here hears of that.
    staleTime: 0,
  })
