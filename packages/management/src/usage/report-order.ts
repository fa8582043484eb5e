import { AppError, type UsageRow } from '@sluice/contracts'
import { measureColumns, type RowInOrder } from './report-kinds.ts'

export interface ReportOrder {
  /** `name`, `timestamp`, or what is counted. */
  readonly by: 'name' | 'timestamp' | keyof UsageRow
  readonly isDescending: boolean
}

/** Names that clients of the compatible service know a column by, beside its own. */
const otherNames: Readonly<Record<string, ReportOrder['by']>> = {
  displayname: 'name',
  cachehitscount: 'cacheHitCount',
}

const mostTerms = 5

/**
 * The `$orderby` of a report, with the fields that its kind has beside the counts.
 * @throws AppError `InvalidQueryParameter`
 */
export function readReportOrder(query: URLSearchParams, own: readonly ('name' | 'timestamp')[]): ReportOrder[] {
  const text = query.get('$orderby')
  if (text === null || text.trim() === '') return []
  const fields = [...own, ...measureColumns]
  const refuse = (reason: string) => new AppError('InvalidQueryParameter', { name: '$orderby', reason })
  const terms = text.split(',').map((term) => term.trim())
  if (terms.length > mostTerms) throw refuse(`at most ${mostTerms} fields can be sorted by.`)
  return terms.map((term) => {
    const [, name = '', direction = 'asc'] = /^(\w+)(?:\s+(asc|desc))?$/i.exec(term) ?? []
    const wanted = otherNames[name.toLowerCase()] ?? name
    const by = fields.find((field) => field.toLowerCase() === wanted.toLowerCase())
    if (by === undefined) {
      throw refuse(`'${term}' is not a field to sort by (${fields.join(', ')}), with asc or desc.`)
    }
    return { by, isDescending: direction.toLowerCase() === 'desc' }
  })
}

/** Rows in an order; those that are equal in it are by their identifiers, so that pages never overlap. */
export function sortRows(rows: readonly RowInOrder[], order: readonly ReportOrder[]): RowInOrder[] {
  return [...rows].sort((one, other) => {
    for (const { by, isDescending } of order) {
      const difference = compare(sortedBy(one, by), sortedBy(other, by))
      if (difference !== 0) return isDescending ? -difference : difference
    }
    return one.row.at - other.row.at || compare(one.identifier, other.identifier)
  })
}

const sortedBy = ({ row, measures, name }: RowInOrder, by: ReportOrder['by']) => {
  if (by === 'name') return (name ?? '').toLowerCase()
  return by === 'timestamp' ? row.at : measures[by]
}

const compare = <Value extends string | number>(one: Value, other: Value): number =>
  one < other ? -1 : one > other ? 1 : 0
