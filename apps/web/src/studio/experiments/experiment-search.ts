import type * as z from 'zod'
import { listSearch, pageSize } from '../../shared/routing/list-search.ts'
import type { StudioQuery } from '../api/studio-api.ts'

export const experimentSearch = listSearch
export type ExperimentSearch = z.infer<typeof experimentSearch>

/** Columns that the server sorts by. */
const sortFields = ['name', 'updatedAt', 'createdAt'] as const
export const defaultSort = '-updatedAt'

export function toExperimentQuery({ q, sort = defaultSort, page = 1 }: ExperimentSearch): StudioQuery {
  const isDescending = sort.startsWith('-')
  const field = sortFields.find((one) => one === sort.replace(/^-/, '')) ?? 'updatedAt'
  return {
    search: q,
    orderBy: field,
    order: isDescending ? 'desc' : 'asc',
    top: pageSize,
    skip: page === 1 ? undefined : (page - 1) * pageSize,
  }
}
