import { useSyncExternalStore } from 'react'

/** Below this there is no room to work in: the canvas only shows. */
const narrow = matchMedia('(max-width: 899px)')

export const useIsNarrow = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener)
      return () => narrow.removeEventListener('change', listener)
    },
    () => narrow.matches,
  )
