import {
  keepPreviousData,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { ApiError } from './api-error.ts'
import {
  armKey,
  armUrl,
  type Query,
  type ReadResource,
  type Resource,
  type ResourceList,
  readAll,
  readResource,
  sendArm,
} from './resource.ts'
import { send } from './send.ts'

/** One resource with its entity tag. `path` undefined = not yet. */
export function useResource<Properties>(
  path: string | undefined,
  query: Query = {},
): UseQueryResult<ReadResource<Properties>, ApiError> {
  return useQuery({
    queryKey: armKey(path ?? '', query),
    queryFn: ({ signal }) => readResource<Properties>(path ?? '', query, signal),
    enabled: path !== undefined,
  })
}

/** One page of a list; the former page stays on the screen until the next one is there. */
export function useResourceList<Properties>(
  path: string | undefined,
  query: Query = {},
): UseQueryResult<ResourceList<Properties>, ApiError> {
  return useQuery({
    queryKey: armKey(path ?? '', query),
    queryFn: async ({ signal }) => (await send<ResourceList<Properties>>(armUrl(path ?? '', query), { signal })).body,
    enabled: path !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** All of a short list, for choices. */
export function useAllResources<Properties>(
  path: string | undefined,
  query: Query = {},
): UseQueryResult<readonly Resource<Properties>[], ApiError> {
  return useQuery({
    queryKey: [...armKey(path ?? '', query), 'all'],
    queryFn: () => readAll<Properties>(path ?? '', query),
    enabled: path !== undefined,
  })
}

/** Any other answer of the management API to a GET, such as a report or the policy catalogue. */
export function useArm<Body>(path: string | undefined, query: Query = {}): UseQueryResult<Body, ApiError> {
  return useQuery({
    queryKey: armKey(path ?? '', query),
    queryFn: async ({ signal }) => (await send<Body>(armUrl(path ?? '', query), { signal })).body,
    enabled: path !== undefined,
  })
}

export interface ArmChange {
  readonly path: string
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly body?: unknown
  /** Entity tag that was read; `*` = whatever is there; undefined = nothing may be there, or the call needs none. */
  readonly ifMatch?: string
  readonly query?: Query
  /** Further paths whose answers are stale after it; that of the change itself and what is above it always are. */
  readonly touches?: readonly string[]
}

/**
 * A change of resources. What the change makes stale is read again before the caller goes on; the answer holds the body
 * and the new entity tag.
 */
export function useArmChange<Body = unknown>(): UseMutationResult<
  { readonly body: Body; readonly entityTag: string | undefined; readonly status: number },
  ApiError,
  ArmChange
> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ path, method, body, ifMatch, query = {} }: ArmChange) =>
      sendArm<Body>(path, {
        method,
        query,
        ...(body === undefined ? {} : { body }),
        ...(ifMatch === undefined ? {} : { ifMatch }),
      }),
    onSuccess: (_, { path, touches = [] }) =>
      Promise.all([path, ...touches].map((touched) => client.invalidateQueries({ predicate: isTouchedBy(touched) }))),
  })
}

/** Answers of an instance that tell of everything below it. */
const digests = ['/portalsummary', '/auditlog'] as const

/** Whether a cached answer may be another one after a change at `path`: the lists that hold it, itself, what is below. */
export function isTouchedBy(path: string): (query: { readonly queryKey: readonly unknown[] }) => boolean {
  const changed = path.toLowerCase()
  return ({ queryKey: [kind, cached] }) => {
    if (kind !== 'arm' || typeof cached !== 'string' || cached === '') return false
    const digest = digests.find((name) => cached.endsWith(name))
    if (digest !== undefined) return changed.startsWith(cached.slice(0, -digest.length))
    return changed === cached || changed.startsWith(`${cached}/`) || cached.startsWith(`${changed}/`)
  }
}
