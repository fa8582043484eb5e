import type { ErrorEntry } from './entry.ts'

/** Faults of the studio's API. */
export const studioErrors = {
  StudioRouteNotFound: {
    status: 404,
    message: (p: { path: string }) => `There is nothing at '${p.path}'.`,
    remedy: 'Compare the path with /studio/openapi.json.',
  },
} as const satisfies Record<string, ErrorEntry<never>>
