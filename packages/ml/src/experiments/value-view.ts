import type { Packable } from '../modules/port-values.ts'

const mostItems = 100
const deepest = 8

/** A value as JSON of bounded size: long lists and arrays are cut, with their length beside what is shown. */
export function toValueView(value: Packable | undefined, depth = 0): unknown {
  if (value === undefined || value === null || typeof value === 'boolean') return value ?? null
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'string') return value.length > 2_000 ? `${value.slice(0, 2_000)}…` : value
  if (depth >= deepest) return '…'
  if (ArrayBuffer.isView(value)) {
    const items = [...value.subarray(0, mostItems)].map((item) =>
      typeof item === 'bigint' ? String(item) : toValueView(item as number),
    )
    return value.length > mostItems ? { length: value.length, first: items } : items
  }
  if (Array.isArray(value)) {
    const items = value.slice(0, mostItems).map((item: Packable) => toValueView(item, depth + 1))
    return value.length > mostItems ? { length: value.length, first: items } : items
  }
  const entries = Object.entries(value as Readonly<Record<string, Packable | undefined>>)
  const shown = entries.slice(0, mostItems).map(([name, one]) => [name, toValueView(one, depth + 1)])
  return Object.fromEntries(
    entries.length > mostItems ? [...shown, ['…', `${entries.length - mostItems} more`]] : shown,
  )
}
