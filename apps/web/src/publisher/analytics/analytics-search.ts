import * as z from 'zod'
import { rangeSearch } from '../../shared/usage/time-range.ts'

/** Identifiers may look like numbers. */
const name = z.coerce.string().optional().catch(undefined)

/** What figures are of; stands in the address of every page of analytics. */
export const filterNames = ['api', 'operation', 'product', 'subscription', 'user'] as const
export type FilterName = (typeof filterNames)[number]

export const analyticsSearch = rangeSearch.extend({
  api: name,
  /** Of the API that is chosen. */
  operation: name,
  product: name,
  subscription: name,
  user: name,
})
export type AnalyticsSearch = z.infer<typeof analyticsSearch>
export type UsageFilters = Pick<AnalyticsSearch, FilterName>

export const filtersOf = ({ api, operation, product, subscription, user }: AnalyticsSearch): UsageFilters => ({
  ...(api === undefined ? {} : { api }),
  // An operation without its API would be one of any.
  ...(operation === undefined || api === undefined ? {} : { operation }),
  ...(product === undefined ? {} : { product }),
  ...(subscription === undefined ? {} : { subscription }),
  ...(user === undefined ? {} : { user }),
})

export const noFilters: Readonly<Record<FilterName, undefined>> = {
  api: undefined,
  operation: undefined,
  product: undefined,
  subscription: undefined,
  user: undefined,
}
