import type { PolicyProperties } from '@sluice/contracts'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { type ApiError, isNotFound } from '../../shared/api-client/api-error.ts'
import { armKey, type ReadResource, readResource } from '../../shared/api-client/resource.ts'

const format = { format: 'rawxml' }

export type PolicyDocumentResource = ReadResource<PolicyProperties>

/** The document that stands at a thing; null = none is written. @throws ApiError */
export async function readPolicyDocument(path: string, signal?: AbortSignal): Promise<PolicyDocumentResource | null> {
  try {
    return await readResource<PolicyProperties>(`${path}/policies/policy`, format, signal)
  } catch (error) {
    if (isNotFound(error)) return null
    throw error
  }
}

/**
 * The same for components. That none is written is an answer like another: were it an error, each further reading would
 * begin as if nothing had been read yet, and take what is typed from the screen.
 * @param path undefined = not yet
 */
export const usePolicyDocument = (path: string | undefined): UseQueryResult<PolicyDocumentResource | null, ApiError> =>
  useQuery({
    queryKey: [...armKey(`${path}/policies/policy`, format), 'or-none'],
    queryFn: ({ signal }) => readPolicyDocument(path ?? '', signal),
    enabled: path !== undefined,
  })
