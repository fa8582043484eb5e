import { useMemo } from 'react'
import { type RangeSearch, refreshMs, resolveRange, type TimeRange } from './time-range.ts'
import { useNow } from './use-now.ts'

/** What the address asks for, as time goes on; `asOf` is when it was last looked at. */
export function useTimeRange({ from, to }: RangeSearch): TimeRange & { readonly asOf: number } {
  const first = useMemo(() => resolveRange({ from, to }, Date.now()), [from, to])
  const now = useNow(first.isLive ? refreshMs(first) : 0)
  return useMemo(() => ({ ...resolveRange({ from, to }, now), asOf: now }), [from, to, now])
}
