import { type ColumnRule, type ColumnSchema, type ColumnSelection, isAppError } from '@sluice/contracts'
import { parseIndexRanges, resolveColumns } from '@sluice/dataflow'
import { isFullyKnown, type KnownColumn } from './known-columns.ts'

export type SelectionPreview =
  | { readonly kind: 'columns'; readonly columns: readonly KnownColumn[]; readonly of: number }
  /** It depends on what a run will say. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'fault'; readonly message: string }

/** More columns than this no table has. */
const mostColumns = 100_000

/** What a selection comes to with the columns that are known; `keepsOrder`: in the order of the rules. */
export function previewSelection(
  selection: ColumnSelection,
  columns: readonly KnownColumn[] | undefined,
  { columnSet, keepsOrder = false }: { readonly columnSet: string; readonly keepsOrder?: boolean },
): SelectionPreview {
  if (columns === undefined) return { kind: 'unknown' }
  const needsTypes = selection.rules.some(({ by }) => by === 'type')
  if (needsTypes && !columns.every(isFullyKnown)) return { kind: 'unknown' }
  try {
    const places = resolveColumns(selection, columns.map(toSchema), { columnSet, keepsOrderAndDuplicates: keepsOrder })
    return { kind: 'columns', columns: places.flatMap((place) => columns[place] ?? []), of: columns.length }
  } catch (error) {
    if (!isAppError(error)) throw error
    if (error.code === 'NoColumnsSelected') return { kind: 'columns', columns: [], of: columns.length }
    return { kind: 'fault', message: error.message }
  }
}

/** The fault of one rule by itself, in words of the engine; `'incomplete'`: it says nothing yet. */
export function faultOfRule(rule: ColumnRule, columns: readonly KnownColumn[] | undefined): string | undefined {
  if (rule.by === 'names') {
    if (rule.names.length === 0) return 'incomplete'
    return messageOf(() => {
      if (columns !== undefined) resolveColumns({ beginWith: 'none', rules: [rule] }, columns.map(toSchema), noName)
    })
  }
  if (rule.by === 'type') return undefined
  if (rule.indexes.trim() === '') return 'incomplete'
  return messageOf(() => parseIndexRanges(rule.indexes, columns?.length ?? mostColumns))
}

const noName = { columnSet: '' }

function messageOf(read: () => unknown): string | undefined {
  try {
    read()
    return undefined
  } catch (error) {
    if (!isAppError(error)) throw error
    return error.message
  }
}

/** Of what is not known nothing is asked: rules by type were looked at before. */
const toSchema = (column: KnownColumn): ColumnSchema =>
  isFullyKnown(column) ? column : { name: column.name, type: 'String', isCategorical: false, roles: ['feature'] }
