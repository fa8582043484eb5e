import type { ColumnSchema, TableSchema } from '@sluice/contracts'
import { cellWriter } from '@sluice/dataflow'
import type { ColumnEffect } from '../../transformation-view.ts'
import { type Cleaning, isKeptAsText } from './cleaning.ts'

export function describeCleaning(cleaning: Cleaning, columns: TableSchema): ColumnEffect[] {
  const nameAt = (place: number) => columns[place]?.name ?? ''
  const removed = cleaning.removed.map((place) => ({ column: nameAt(place), effect: 'the column is removed' }))
  const cleaned = cleaning.cleaned.map((place, order) => ({
    column: nameAt(place),
    effect: effectOf(cleaning, columns[place] as ColumnSchema, order),
  }))
  return [...removed, ...cleaned]
}

function effectOf(cleaning: Cleaning, { type }: ColumnSchema, order: number): string {
  switch (cleaning.kind) {
    case 'remove-rows':
      return 'rows in which it is missing are removed'
    case 'chained-equations':
    case 'probabilistic-pca':
      return `missing values are estimated from ${cleaning.modelled.length} columns`
    case 'replace': {
      const number = cleaning.numbers[order] as number
      const text = cleaning.texts[order] as string
      const value = isKeptAsText(type) && (type === 'String' || text !== '') ? text : number
      return `missing values become ${typeof value === 'number' ? cellWriter(type)(type === 'Int64' ? BigInt(Math.round(value)) : value) : type === 'String' ? `'${value}'` : value}`
    }
  }
}
