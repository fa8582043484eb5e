import type { ErrorEntry } from './entry.ts'

/** An error class of the scoring services: the outer `code` and `message` of their error body. */
export type ScoringErrorClass = 'BadArgument' | 'Unauthorized'

/**
 * Detail codes of the scoring services; each belongs to one class, which gives status and outer message.
 * @see reference: AzureML, 1.9
 */
export const scoringErrors = {
  ScoreRequestUnauthorized: {
    status: 401,
    class: 'Unauthorized',
    message: (_: Record<never, never>) => 'Invalid credentials provided.',
    remedy: 'Send `Authorization: Bearer` with the primary or secondary key of this endpoint.',
  },
} as const satisfies Record<string, ErrorEntry<never> & { readonly class: ScoringErrorClass }>
