import type { CatalogueParameter } from '@sluice/dataflow'
import type { ComponentType } from 'react'
import type { KnownColumn } from '../../column-selector/known-columns.ts'

/** What every editor of a parameter gets. */
export interface ParameterEditorProps {
  readonly parameter: CatalogueParameter
  /** Id of the element that says the title; editors that say it themselves give it to that. */
  readonly titleId: string
  /** What counts: what was set, or the default. */
  readonly value: unknown
  readonly isDisabled: boolean
  /** Undefined: it is not set any more. */
  readonly onChange: (value: unknown) => void
  /** Columns that a selection speaks of; undefined: not known, or it speaks of none. */
  readonly columns: readonly KnownColumn[] | undefined
  /** Of a column selection: its rules say the order of the columns. */
  readonly keepsOrder: boolean
}

export type ParameterEditor = ComponentType<ParameterEditorProps>
