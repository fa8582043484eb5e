import type { ColumnType } from '@sluice/contracts'
import type { ChainedEquations } from '../../../algorithms/imputation/chained-equations.ts'
import type { ProbabilisticPca } from '../../../algorithms/imputation/probabilistic-pca.ts'
import type { Packable } from '../../port-values.ts'

/** What was computed from one dataset, by places among the transformation's columns. */
export type Cleaning =
  | {
      readonly kind: 'replace'
      readonly removed: readonly number[]
      readonly cleaned: readonly number[]
      /** One for each cleaned column: text for String and Int64, else a number. */
      readonly numbers: Float64Array
      readonly texts: readonly string[]
    }
  | {
      readonly kind: 'chained-equations'
      readonly removed: readonly number[]
      /** What the equations speak of, and which of it is filled. */
      readonly modelled: readonly number[]
      readonly cleaned: readonly number[]
      readonly model: ChainedEquations
    }
  | {
      readonly kind: 'probabilistic-pca'
      readonly removed: readonly number[]
      readonly modelled: readonly number[]
      readonly cleaned: readonly number[]
      readonly model: ProbabilisticPca
    }
  | { readonly kind: 'remove-rows'; readonly removed: readonly number[]; readonly cleaned: readonly number[] }

export const packCleaning = (cleaning: Cleaning): Packable => cleaning as unknown as Packable
/** The state of a transformation that this module made. */
export const unpackCleaning = (state: Packable): Cleaning => state as unknown as Cleaning

export const isKeptAsText = (type: ColumnType): type is 'String' | 'Int64' => type === 'String' || type === 'Int64'
