import { AppError } from '@sluice/contracts'
import type { DocumentOrder } from '@sluice/platform'
import type { ResourceDeclaration } from './define-resource.ts'
import { fieldNamed, filterableFields } from './filter.ts'

/** More than anyone sorts by, few enough for a statement. */
const maxFields = 5

/** Names that a list can be sorted by: those it can be filtered by, and some that it only has an order of. */
export const sortableFields = (resource: ResourceDeclaration): readonly string[] => [
  ...filterableFields(resource),
  ...(resource.sortable ?? []),
]

/**
 * Reads an `$orderby`: fields, each with `asc` or `desc` behind it, separated by commas. Without one a list is in order of
 * creation; so are equal entries.
 * @throws AppError `InvalidQueryParameter`
 */
export function parseOrder(text: string, resource: ResourceDeclaration): readonly DocumentOrder[] {
  const fields = sortableFields(resource)
  const refuse = (reason: string) => new AppError('InvalidQueryParameter', { name: '$orderby', reason })
  const terms = text.split(',').map((term) => term.trim())
  if (terms.length > maxFields) throw refuse(`at most ${maxFields} fields can be sorted by.`)
  return terms.map((term) => {
    const [, name = '', direction = 'asc'] = /^([\w/.]+)(?:\s+(asc|desc))?$/i.exec(term) ?? []
    const field = fieldNamed(name, fields, resource.filterFields)
    if (field === undefined)
      throw refuse(`'${term}' is not a field to sort by (${fields.join(', ')}), with asc or desc.`)
    return { field: field.field, isDescending: direction.toLowerCase() === 'desc' }
  })
}
