import { AppError, type CallOutcome, callOutcomes, outcomeOfStatus } from '@sluice/contracts'
import type { RecordPosition, RecordQuery, StoredRecord } from '@sluice/platform'
import { readTime } from './time-range.ts'

const dimensions = ['api', 'operation', 'product', 'subscription', 'user'] as const

const refuse = (name: string, reason: string) => new AppError('InvalidQueryParameter', { name, reason })

/**
 * What is sought among single calls: `from`, `to`, `api`, `operation`, `product`, `subscription`, `user` (`-` = none),
 * `status` (`404`, `4xx`, several with commas), `outcome`, `method`, `ip`, `text` of the URL, `requestId`, `refused`.
 * @throws AppError `InvalidQueryParameter`
 */
export function readRecordQuery(query: URLSearchParams, service: string): Omit<RecordQuery, 'limit'> {
  const text = (name: string) => query.get(name) || undefined
  const [from, to] = [readTime(query, 'from'), readTime(query, 'to')]
  const where: { -readonly [Name in (typeof dimensions)[number]]?: string | null } = {}
  for (const name of dimensions) {
    const value = text(name)
    if (value !== undefined) where[name] = value === '-' ? null : value.toLowerCase()
  }
  const statuses = intersect(statusesOf(text('status')), statusesOfOutcome(text('outcome')))
  const [method, ip, requestId, sought] = [text('method'), text('ip'), text('requestId'), text('text')]
  return {
    service: service.toLowerCase(),
    where,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(statuses === undefined ? {} : { statuses }),
    ...(method === undefined ? {} : { method: method.toUpperCase() }),
    ...(ip === undefined ? {} : { ip }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(sought === undefined ? {} : { text: sought }),
    ...isRefusedOf(text('refused')),
    ...beforeOf(text('$skiptoken')),
  }
}

type StatusRange = readonly [number, number]

function statusesOf(text: string | undefined): StatusRange[] | undefined {
  return text?.split(',').map((part): StatusRange => {
    const status = part.trim()
    if (/^\d{1,3}$/.test(status)) return [Number(status), Number(status)]
    if (/^\dxx$/i.test(status)) return [Number(status[0]) * 100, Number(status[0]) * 100 + 99]
    throw refuse('status', `'${status}' is neither a status, such as 404, nor a class of them, such as 4xx.`)
  })
}

const greatestStatus = 999

function statusesOfOutcome(text: string | undefined): StatusRange[] | undefined {
  if (text === undefined) return undefined
  const wanted = text.split(',').map((part): CallOutcome => {
    const outcome = callOutcomes.find((known) => known === part.trim().toLowerCase())
    if (outcome === undefined) throw refuse('outcome', `'${part}' is none of ${callOutcomes.join(', ')}.`)
    return outcome
  })
  const ranges: [number, number][] = []
  for (let status = 0; status <= greatestStatus; status += 1) {
    if (!wanted.includes(outcomeOfStatus(status))) continue
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === status - 1) last[1] = status
    else ranges.push([status, status])
  }
  return ranges
}

function intersect(one: StatusRange[] | undefined, other: StatusRange[] | undefined): StatusRange[] | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return one.flatMap(([from, to]) =>
    other.flatMap(([begin, end]): StatusRange[] => {
      const common: StatusRange = [Math.max(from, begin), Math.min(to, end)]
      return common[0] <= common[1] ? [common] : []
    }),
  )
}

function isRefusedOf(text: string | undefined): { readonly isRefused?: boolean } {
  if (text === undefined) return {}
  if (/^(?:true|false)$/i.test(text)) return { isRefused: text.toLowerCase() === 'true' }
  throw refuse('refused', `'${text}' is neither true nor false.`)
}

export const toSkipToken = ({ timestamp, position }: StoredRecord): string => `${timestamp}-${position}`

function beforeOf(token: string | undefined): { readonly before?: RecordPosition } {
  if (token === undefined) return {}
  const [, timestamp, position] = /^(\d{1,15})-(\d{1,15})$/.exec(token) ?? []
  if (timestamp === undefined) throw refuse('$skiptoken', `'${token}' is none of ours.`)
  return { before: { timestamp: Number(timestamp), position: Number(position) } }
}
