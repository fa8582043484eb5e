import type { Clock } from '@sluice/platform'
import { type CounterTable, entryKind } from './counter-table.ts'

export interface QuotaWindow {
  readonly startMs: number
  readonly endMs: number | null
  readonly used: number
}

/** The window that is running now; one that nobody has entered since it began stands at 0. */
export function readWindow(
  key: string,
  { table, clock }: { readonly table: CounterTable; readonly clock: Clock },
): QuotaWindow | undefined {
  const found = table.find(key, entryKind.quota)
  if (found === undefined) return undefined
  const startMs = table.values[found.offset] as number
  const used = table.values[found.offset + 1] as number
  table.close(found.expiresAtSeconds)
  return windowAt(clock.now(), startMs, used, found.expiresAtSeconds)
}

const neverSeconds = 0x7fffffff

/** The window that holds `now`, given one that began at `startMs`. */
export function windowAt(now: number, startMs: number, used: number, expiresAtSeconds: number): QuotaWindow {
  if (expiresAtSeconds === neverSeconds) return { startMs, endMs: null, used }
  // Entries keep the end of their window in whole seconds, rounded up; a period has whole seconds itself.
  const periodMs = Math.floor((expiresAtSeconds * 1000 - startMs) / 1000) * 1000
  const passed = Math.floor((now - startMs) / periodMs)
  const currentMs = startMs + passed * periodMs
  return { startMs: currentMs, endMs: currentMs + periodMs, used: passed === 0 ? used : 0 }
}
