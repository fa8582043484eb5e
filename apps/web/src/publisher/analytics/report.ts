import type { ReportRecord } from '@sluice/contracts'
import { nameOfId } from '../../shared/api-client/identifier-of.ts'
import { quote } from '../../shared/api-client/resource.ts'
import type { FilterName, UsageFilters } from './analytics-search.ts'

/** Reports of calls by what they are of, and the filter that each of their rows stands for. */
export const reportKinds = {
  api: 'byApi',
  operation: 'byOperation',
  product: 'byProduct',
  subscription: 'bySubscription',
  user: 'byUser',
} as const satisfies Record<FilterName, string>

export const isReportKind = (text: string | undefined): text is FilterName =>
  text !== undefined && Object.hasOwn(reportKinds, text)

export interface ReportPage {
  readonly value: readonly ReportRecord[]
  readonly count?: number
  readonly nextLink?: string
}

/**
 * The filter of a report as the management API wants it.
 * @see reference: API Management, 4.8
 */
export function toReportFilter(
  { from, to }: { readonly from: number; readonly to: number },
  { api, operation, product, subscription, user }: UsageFilters,
): string {
  const terms = [
    `timestamp ge ${toDateTime(from)}`,
    `timestamp lt ${toDateTime(to)}`,
    api !== undefined && `apiId eq ${quote(`/apis/${api}`)}`,
    api !== undefined && operation !== undefined && `operationId eq ${quote(`/apis/${api}/operations/${operation}`)}`,
    product !== undefined && `productId eq ${quote(`/products/${product}`)}`,
    subscription !== undefined && `subscriptionId eq ${quote(`/subscriptions/${subscription}`)}`,
    user !== undefined && `userId eq ${quote(`/users/${user}`)}`,
  ]
  return terms.filter((term) => term !== false).join(' and ')
}

const toDateTime = (at: number): string => `datetime'${new Date(at).toISOString()}'`

/** What a row is of, as a filter; undefined = of calls that met none, such as those without a subscription. */
export function filterOfRow(kind: FilterName, row: ReportRecord): UsageFilters | undefined {
  const id = idOfRow(kind, row)
  const name = nameOfId(id ?? '')
  if (name === '') return undefined
  if (kind !== 'operation') return { [kind]: name }
  const api = nameOfId(row.apiId ?? '') || /\/apis\/([^/]+)/i.exec(id ?? '')?.[1]
  return api === undefined ? undefined : { api, operation: name }
}

/** Of what a row is. */
const idOfRow = (kind: FilterName, row: ReportRecord): string | undefined => row[`${kind}Id`]

/** What a row is called; undefined = it is of calls that met none. */
export const nameOfRow = (kind: FilterName, row: ReportRecord): string | undefined =>
  row.name || nameOfId(idOfRow(kind, row) ?? '') || undefined
