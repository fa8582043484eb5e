import {
  keepPreviousData,
  type QueryKey,
  queryOptions,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { ApiError } from '../../shared/api-client/api-error.ts'
import { type Answer, type SendOptions, send } from '../../shared/api-client/send.ts'
import { useWorkspace } from './workspace.ts'

/** A list is sent as the same name several times. */
export type StudioQuery = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>

/**
 * Address of a call of the studio's API.
 * @param path below the workspace, with its names encoded: `/experiments/…`
 */
export function studioUrl(workspaceId: string, path: string, query: StudioQuery = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'object') for (const one of value) search.append(name, one)
    else if (value !== undefined && value !== '') search.set(name, String(value))
  }
  return `/studio/workspaces/${workspaceId}${path}${search.size === 0 ? '' : `?${search}`}`
}

/** How the keys begin of what a path gives, and of all that is below it: what a change there makes stale. */
export const studioKeyBelow = (workspaceId: string, path: string): QueryKey => [
  'studio',
  workspaceId,
  ...path.split('/').filter((part) => part !== ''),
]

/** Under which the cache keeps what a path gives. */
export const studioKey = (workspaceId: string, path: string, query: StudioQuery = {}): QueryKey => [
  ...studioKeyBelow(workspaceId, path),
  query,
]

/** What a path gives, for routes that load before they show. */
export const studioQueryOptions = <Body>(workspaceId: string, path: string, query: StudioQuery = {}) =>
  queryOptions<Body, ApiError>({
    queryKey: studioKey(workspaceId, path, query),
    queryFn: async ({ signal }) => (await send<Body>(studioUrl(workspaceId, path, query), { signal })).body,
  })

/** What a path of the workspace gives; undefined = not yet. The former page of a list stays until the next is there. */
export function useStudio<Body>(path: string | undefined, query: StudioQuery = {}): UseQueryResult<Body, ApiError> {
  const { id } = useWorkspace()
  return useQuery({
    ...studioQueryOptions<Body>(id, path ?? '', query),
    enabled: path !== undefined,
    placeholderData: keepPreviousData,
  })
}

export interface StudioChange extends Omit<SendOptions, 'method'> {
  /** Below the workspace. */
  readonly path: string
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly query?: StudioQuery
  /** Paths whose answers, and what is below them, are stale after it. */
  readonly touches: readonly string[]
}

/** A change in the workspace. What it makes stale is read again before the caller goes on. */
export function useStudioChange<Body = unknown>(): UseMutationResult<Answer<Body>, ApiError, StudioChange> {
  const { id } = useWorkspace()
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ path, query, touches: _, ...options }: StudioChange) =>
      send<Body>(studioUrl(id, path, query), options),
    onSuccess: (_, { touches }) =>
      Promise.all(touches.map((path) => client.invalidateQueries({ queryKey: studioKeyBelow(id, path) }))),
  })
}
