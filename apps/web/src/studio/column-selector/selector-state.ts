import type { ColumnSelection } from '@sluice/contracts'
import type { KnownColumn } from './known-columns.ts'
import { previewSelection } from './preview-selection.ts'
import { namesOfSelection, selectionOfNames } from './selection-by-name.ts'

export type SelectorMode = 'names' | 'rules'

/** What was chosen in the selector so far. Each way of choosing keeps its own until the other one is edited. */
export interface SelectorState {
  readonly mode: SelectorMode
  readonly names: readonly string[] | undefined
  readonly rules: ColumnSelection | undefined
  /** Whether anything was changed in this mode since it was turned to. */
  readonly isEdited: boolean
}

/** Opens in the way in which the value was written. */
export function openSelector(value: ColumnSelection): SelectorState {
  const names = namesOfSelection(value)
  return names === undefined
    ? { mode: 'rules', names: undefined, rules: value, isEdited: false }
    : { mode: 'names', names, rules: undefined, isEdited: false }
}

/** What was chosen. */
export const selectionOf = ({ mode, names = [], rules = selectionOfNames(names) }: SelectorState): ColumnSelection =>
  mode === 'names' ? selectionOfNames(names) : rules

/**
 * What ✓ writes. Whoever marks columns by name and moves none of them means those.
 * @param marked columns that are marked and not moved
 */
export const selectionToSave = (state: SelectorState, marked: readonly string[]): ColumnSelection =>
  state.mode === 'names' && state.names?.length === 0 ? selectionOfNames(marked) : selectionOf(state)

export const withNames = (state: SelectorState, names: readonly string[]): SelectorState => ({
  ...state,
  names,
  isEdited: true,
})

export const withRules = (state: SelectorState, rules: ColumnSelection): SelectorState => ({
  ...state,
  rules,
  isEdited: true,
})

/** Turns to the other way of choosing, which begins with what was chosen in this one. */
export function turnTo(
  mode: SelectorMode,
  state: SelectorState,
  columns: readonly KnownColumn[] | undefined,
): SelectorState {
  if (mode === state.mode) return state
  const isStale = state.isEdited || state[mode] === undefined
  const turned = { ...state, mode, isEdited: false }
  if (!isStale) return turned
  const selection = selectionOf(state)
  return mode === 'rules' ? { ...turned, rules: selection } : { ...turned, names: namesIn(selection, columns) }
}

function namesIn(selection: ColumnSelection, columns: readonly KnownColumn[] | undefined): readonly string[] {
  const written = namesOfSelection(selection)
  if (written !== undefined) return written
  const preview = previewSelection(selection, columns, { columnSet: '' })
  return preview.kind === 'columns' ? preview.columns.map(({ name }) => name) : []
}
