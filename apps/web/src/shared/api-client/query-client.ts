import { QueryClient } from '@tanstack/react-query'
import { isApiError } from './api-error.ts'

/** One cache of what the server said, for the life of the page. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Changes of others come by events; this is for when these are missed.
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && isApiError(error) && (error.status === 0 || error.status >= 502),
    },
    mutations: { retry: false },
  },
})
