import type { ColumnSchema, ShapeAnswer } from '@sluice/contracts'

/** A column of which the name is known, and maybe no more. */
export type KnownColumn = ColumnSchema | { readonly name: string; readonly type: 'unknown' }

/** The columns at a port; undefined where they are known only after a run, or it is no table that goes through. */
export function knownColumns(shape: ShapeAnswer | undefined): readonly KnownColumn[] | undefined {
  if (shape === undefined || shape === null) return undefined
  if (Array.isArray(shape)) return shape
  return 'kind' in shape && shape.kind === 'partly-known-table' ? shape.columns : undefined
}

export const isFullyKnown = (column: KnownColumn): column is ColumnSchema => column.type !== 'unknown'
