import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'

/** Changes some search parameters of the page that is open; undefined takes one out. */
export function useSearchChange(): (changes: object) => void {
  const navigate = useNavigate()
  return useCallback(
    (changes) =>
      void navigate({
        to: '.',
        search: ((before: object) => ({ ...before, ...changes })) as never,
        resetScroll: false,
      }),
    [navigate],
  )
}
