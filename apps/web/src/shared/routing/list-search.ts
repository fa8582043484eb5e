import * as z from 'zod'

/** Search parameters that every list has: what is looked for, order (`-name` = from the end), page from 1. */
export const listSearch = z.object({
  q: z.string().optional().catch(undefined),
  sort: z.string().optional().catch(undefined),
  page: z.coerce.number().int().min(1).optional().catch(undefined),
})
export type ListSearch = z.infer<typeof listSearch>

export const pageSize = 50

/** The paging and order of the management API for what the address says. */
export const toListQuery = ({ sort, page = 1 }: ListSearch, defaultSort?: string) => {
  const chosen = sort ?? defaultSort
  const isDescending = chosen?.startsWith('-') ?? false
  return {
    $top: pageSize,
    $skip: page === 1 ? undefined : (page - 1) * pageSize,
    $orderby: chosen === undefined ? undefined : `${chosen.replace(/^-/, '')} ${isDescending ? 'desc' : 'asc'}`,
  }
}
