import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import type { ApiError } from '../shared/api-client/api-error.ts'
import type { Query } from '../shared/api-client/resource.ts'
import { sendDeveloper } from './developer-api.ts'

export interface DeveloperChange {
  readonly path: string
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly properties?: object
  readonly query?: Query
}

/** A change of what is one's own. What it makes stale is read again before the caller goes on. */
export function useDeveloperChange<Body = unknown>(
  service: string,
): UseMutationResult<Body, ApiError, DeveloperChange> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ path, method, properties, query = {} }: DeveloperChange) => {
      const answer = await sendDeveloper<Body>(service, path, {
        method,
        query,
        // A session that has ended is asked for again, and the page keeps what was typed.
        isAnonymous: false,
        ...(properties === undefined ? {} : { body: { properties } }),
      })
      return answer.body
    },
    onSuccess: (_, { path }) => {
      const [first = ''] = path.split('/').filter(Boolean)
      const isIssue = path.includes('/issues/')
      return client.invalidateQueries({
        predicate: ({ queryKey: [kind, of, read] }) =>
          kind === 'developer' &&
          of === service &&
          typeof read === 'string' &&
          (isIssue ? read.includes('/issues') : read.startsWith(`/${first}`)),
      })
    },
  })
}
