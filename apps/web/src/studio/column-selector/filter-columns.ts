import type { KnownColumn } from './known-columns.ts'

/** A column as it stands in one of the two lists. */
export interface ListedColumn {
  /** In the whole list, without filters. */
  readonly place: number
  readonly name: string
  readonly type: string
  /** In place of the type, where there is something to say. */
  readonly note?: string
}

export interface ListFilter {
  readonly text: string
  /** Empty: every type. */
  readonly type: string
}

export const noFilter: ListFilter = { text: '', type: '' }

export const filterColumns = (columns: readonly ListedColumn[], { text, type }: ListFilter): readonly ListedColumn[] =>
  columns.filter(
    (column) => column.name.toLowerCase().includes(text.toLowerCase()) && (type === '' || column.type === type),
  )

export const typesOf = (columns: readonly ListedColumn[]): readonly string[] =>
  [...new Set(columns.map(({ type }) => type))].filter((type) => type !== '').sort()

/** The columns that are there and not chosen, and those that are chosen, in their order. */
export function splitColumns(
  columns: readonly KnownColumn[],
  names: readonly string[],
  notes: { readonly unknownType: string; readonly notThere: string },
): { readonly available: readonly ListedColumn[]; readonly chosen: readonly ListedColumn[] } {
  const byName = new Map(columns.map((column) => [column.name, column]))
  const taken = new Set(names)
  const toListed = (name: string, place: number): ListedColumn => {
    const type = byName.get(name)?.type
    if (type === undefined) return { place, name, type: '', note: notes.notThere }
    return type === 'unknown' ? { place, name, type: '', note: notes.unknownType } : { place, name, type }
  }
  return {
    available: columns.filter(({ name }) => !taken.has(name)).map(({ name }, place) => toListed(name, place)),
    chosen: names.map(toListed),
  }
}
