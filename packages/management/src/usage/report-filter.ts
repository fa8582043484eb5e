import { AppError } from '@sluice/contracts'
import type { DocumentCondition } from '@sluice/platform'
import { parseFilter } from '../arm/filter.ts'
import { nameOf, type ServiceIdentity, toRelativePath } from '../arm/identity.ts'
import { parseTime, type TimeRange } from './time-range.ts'

export type DimensionFilter = {
  readonly [Name in 'api' | 'operation' | 'product' | 'subscription' | 'user']?: string | null
}

export interface ReportFilter extends TimeRange {
  readonly where: DimensionFilter
  /** Region of the gateway. */
  readonly region?: string
}

const fields = ['timestamp', 'apiId', 'operationId', 'productId', 'subscriptionId', 'userId', 'apiRegion'] as const
type Field = (typeof fields)[number]

const dimensionOf = {
  apiId: 'api',
  operationId: 'operation',
  productId: 'product',
  subscriptionId: 'subscription',
  userId: 'user',
} as const

const example = "timestamp ge datetime'2026-03-01T00:00:00' and timestamp le datetime'2026-03-08T00:00:00'"

const refuse = (reason: string) => new AppError('InvalidQueryParameter', { name: '$filter', reason })

/**
 * The `$filter` of a report: comparisons joined by `and`, of `timestamp` with a time, and of identifiers with `eq`.
 * @throws AppError `InvalidQueryParameter`
 * @see reference: API Management, 4.8
 */
export function readReportFilter(query: URLSearchParams, service: ServiceIdentity): ReportFilter {
  const text = query.get('$filter')
  if (text === null || text.trim() === '') throw refuse(`it is required, such as ${example}.`)
  let from: number | undefined
  let to: number | undefined
  let region: string | undefined
  const where: { -readonly [Name in keyof DimensionFilter]: string | null } = {}
  for (const { field, operator, value } of comparisonsOf(parseFilter(text, { fields }))) {
    if (field === 'timestamp') {
      const time = toTime(value)
      if (operator === 'ge') from = Math.max(from ?? time, time)
      else if (operator === 'gt') from = Math.max(from ?? 0, time + 1)
      else if (operator === 'le') to = Math.min(to ?? Number.POSITIVE_INFINITY, time + 1)
      else if (operator === 'lt') to = Math.min(to ?? Number.POSITIVE_INFINITY, time)
      else throw refuse(`timestamp can be compared with ge, gt, le and lt, not with ${operator}.`)
      continue
    }
    if (operator !== 'eq') throw refuse(`${field} can be compared with eq only, not with ${operator}.`)
    if (typeof value !== 'string' || value === '') throw refuse(`${field} is compared with a text.`)
    if (field === 'apiRegion') region = value
    else restrict(where, field, value, service)
  }
  if (from === undefined || to === undefined) throw refuse(`it must bound the time on both sides: ${example}.`)
  if (to < from) throw refuse('the time ends before it begins.')
  return { from, to, where, ...(region === undefined ? {} : { region }) }
}

interface Comparison {
  readonly field: Field
  readonly operator: string
  readonly value: unknown
}

function comparisonsOf(condition: DocumentCondition): readonly Comparison[] {
  if (condition.kind === 'and') return condition.terms.flatMap(comparisonsOf)
  if (condition.kind !== 'compare' || condition.field.kind !== 'body') {
    throw refuse("reports take comparisons that are joined by 'and', and nothing else.")
  }
  const name = condition.field.path[1]
  const field = fields.find((known) => known === name)
  if (field === undefined) throw refuse(`'${name}' is not a field to filter by (${fields.join(', ')}).`)
  return [{ field, operator: condition.operator, value: condition.value }]
}

function toTime(value: unknown): number {
  const time = typeof value === 'string' ? parseTime(value) : undefined
  if (time === undefined) throw refuse(`'${String(value)}' is no time, such as datetime'2026-03-01T00:00:00'.`)
  return time
}

/** Identifiers come as a name, as a path below the service, and as a full path; `-` stands for calls that have none. */
function restrict(
  where: { -readonly [Name in keyof DimensionFilter]: string | null },
  field: keyof typeof dimensionOf,
  value: string,
  service: ServiceIdentity,
): void {
  const path = value.includes('/') ? toRelativePath(value, service) : value
  if (path === undefined) throw refuse(`'${value}' is in another service.`)
  const name = nameOf(path).toLowerCase()
  where[dimensionOf[field]] = name === '-' ? null : name
  const api = field === 'operationId' ? /\/apis\/([^/]+)\//i.exec(path)?.[1] : undefined
  if (api !== undefined) where.api = api.toLowerCase()
}

/** Whether a filter asks for calls of somebody else than this user, of nobody among them. */
export const isOfOther = ({ user }: DimensionFilter = {}, own: string): boolean => user !== undefined && user !== own
