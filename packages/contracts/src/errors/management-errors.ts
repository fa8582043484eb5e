import type { ErrorEntry } from './entry.ts'

/**
 * Faults of the management API, with the codes and texts of the compatible service.
 * @see reference: API Management, 4.2
 */
export const managementErrors = {
  ResourceNotFound: {
    status: 404,
    message: (p: { kind: string }) => `${p.kind} not found.`,
    remedy: 'List the collection to see which identifiers exist.',
  },
} as const satisfies Record<string, ErrorEntry<never>>
