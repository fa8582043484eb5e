import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import type { ApiError } from '../../shared/api-client/api-error.ts'
import { send } from '../../shared/api-client/send.ts'
import { type StudioQuery, studioKey, studioUrl } from '../api/studio-api.ts'
import { useWorkspace } from '../api/workspace.ts'

/** A list of the storage, of which each page names the next one. */
export function useAllPages<Page extends { readonly next: string | null }>(
  path: string,
  query: StudioQuery = {},
): UseInfiniteQueryResult<InfiniteData<Page>, ApiError> {
  const { id } = useWorkspace()
  return useInfiniteQuery<Page, ApiError, InfiniteData<Page>, readonly unknown[], string | undefined>({
    queryKey: [...studioKey(id, path, query), 'pages'],
    queryFn: async ({ signal, pageParam }) =>
      (await send<Page>(studioUrl(id, path, { ...query, marker: pageParam }), { signal })).body,
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })
}
