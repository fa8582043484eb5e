import { AppError, type ReportRecord } from '@sluice/contracts'
import type { RouteContext } from '../arm/define-route.ts'
import { readService } from '../services/service-document.ts'
import { createEntityNames } from './entity-names.ts'
import { isOfOther, readReportFilter } from './report-filter.ts'
import { entityReports, type RowInOrder, toRowInOrder } from './report-kinds.ts'
import { readReportOrder, sortRows } from './report-order.ts'
import { readInterval, toDuration } from './time-range.ts'

/** What a report says, before a page of it or a file is made. */
export interface Report {
  readonly count: number
  /** Some of the rows, in order. */
  rows(from: number, to: number): Promise<ReportRecord[]>
}

export type ReportCall = Pick<RouteContext, 'environment' | 'service' | 'url'> & {
  /** Only calls of this user are reported, whatever the filter says. */
  readonly confinedTo?: string
}

/**
 * A report of sums.
 * @param kind the last word of its path: `byApi` …
 * @throws AppError `InvalidQueryParameter`, and `RouteNotFound` when there is no such kind
 * @see reference: API Management, 4.8
 */
export async function readReport(call: ReportCall, kind: string): Promise<Report> {
  const { environment, service, url } = call
  const name = kind.toLowerCase()
  const report = entityReports[name]
  if (report === undefined && name !== 'bytime' && name !== 'bygeo') {
    throw new AppError('RouteNotFound', { path: `/reports/${kind}` })
  }
  const isByTime = name === 'bytime'
  const filter = readReportFilter(url.searchParams, service)
  const order = readReportOrder(url.searchParams, isByTime ? ['timestamp'] : report === undefined ? [] : ['name'])
  const intervalMinutes = isByTime ? readInterval(url.searchParams, 15) : undefined
  if (isByTime && intervalMinutes === undefined) {
    throw new AppError('InvalidQueryParameter', {
      name: 'interval',
      reason: 'it is required, an ISO 8601 duration that is a multiple of PT15M.',
    })
  }
  const region = (await readService(environment.store, service.name))?.location ?? ''
  if (filter.region !== undefined && filter.region.toLowerCase() !== region.toLowerCase()) return noRows
  const { confinedTo } = call
  if (confinedTo !== undefined && isOfOther(filter.where, confinedTo)) return noRows
  const result = await environment.usage.read({
    service: service.name.toLowerCase(),
    from: filter.from,
    to: filter.to,
    where: confinedTo === undefined ? filter.where : { ...filter.where, user: confinedTo },
    ...(report === undefined ? {} : { by: report.entity }),
    ...(intervalMinutes === undefined ? {} : { intervalMinutes }),
  })
  const names = createEntityNames(environment.store, service.name)
  const isByName = order.some(({ by }) => by === 'name')
  const nameOf = async ({ row }: Pick<RowInOrder, 'row'>) =>
    report === undefined ? undefined : names.nameOf(report.entity, row.dimensions)
  const found: RowInOrder[] = []
  for (const row of result.rows) found.push(toRowInOrder(row, isByName ? await nameOf({ row }) : undefined))
  const sorted = sortRows(found, order)
  return {
    count: sorted.length,
    rows: (from, to) =>
      Promise.all(
        sorted.slice(from, to).map(async (entry): Promise<ReportRecord> => {
          const { row, measures } = entry
          if (isByTime) {
            const interval = toDuration(result.intervalMinutes ?? 0)
            return { timestamp: new Date(row.at).toISOString(), interval, ...measures }
          }
          // Where clients are is not guessed from their addresses: there is one row, of the place of the service.
          if (report === undefined) return { region, apiRegion: region, ...measures }
          return { name: (await nameOf(entry)) ?? '', ...(await report.describe(row, names)), ...measures }
        }),
      ),
  }
}

const noRows: Report = { count: 0, rows: async () => [] }
