import { defineRoute, type RouteContext, type RouteDeclaration } from '../arm/define-route.ts'
import { readPage, toListBody } from '../arm/paging.ts'
import { readService } from '../services/service-document.ts'
import { type ReportCall, readReport } from './read-report.ts'
import { toRequestReport } from './record-view.ts'
import { isOfOther, readReportFilter } from './report-filter.ts'
import { measureColumns } from './report-kinds.ts'
import { type FileColumn, type FileRow, readFileFormat, toFileAnswer } from './table-files.ts'

export type UsageCall = ReportCall & Pick<RouteContext, 'request'>

const rowsOfPiece = 500

const identifierColumns: Readonly<Record<string, readonly string[]>> = {
  byapi: ['name', 'apiId'],
  byoperation: ['name', 'apiId', 'operationId'],
  byproduct: ['name', 'productId'],
  bysubscription: ['name', 'subscriptionId', 'productId', 'userId'],
  byuser: ['name', 'userId'],
  bygeo: ['region', 'apiRegion'],
}

const columnsOf = (kind: string): FileColumn[] => [
  ...(kind === 'bytime'
    ? [{ name: 'timestamp', type: 'time' } as const, { name: 'interval', type: 'text' } as const]
    : (identifierColumns[kind] ?? []).map((name) => ({ name, type: 'text' }) as const)),
  ...measureColumns.map((name) => ({ name, type: name.includes('Time') ? 'number' : 'whole' }) as const),
]

/** A report as JSON, page by page, or as a file of all its rows. @see reference: API Management, 4.8 */
export async function answerReport(call: UsageCall, kind: string): Promise<Response> {
  if (kind.toLowerCase() === 'byrequest') return answerRequestReport(call)
  const { url, request, service } = call
  const report = await readReport(call, kind)
  const format = readFileFormat(request, url.searchParams)
  if (format !== undefined) {
    async function* pieces() {
      for (let from = 0; from < report.count; from += rowsOfPiece) yield report.rows(from, from + rowsOfPiece)
    }
    return toFileAnswer(format, `${service.name}-${kind}`, columnsOf(kind.toLowerCase()), pieces())
  }
  const page = readPage(url.searchParams)
  const value = await report.rows(page.skip, page.skip + page.top)
  return Response.json(toListBody(value, report.count, page, url))
}

const requestColumns: readonly FileColumn[] = [
  { name: 'timestamp', type: 'time' },
  { name: 'requestId', type: 'text' },
  { name: 'apiId', type: 'text' },
  { name: 'operationId', type: 'text' },
  { name: 'productId', type: 'text' },
  { name: 'subscriptionId', type: 'text' },
  { name: 'userId', type: 'text' },
  { name: 'method', type: 'text' },
  { name: 'url', type: 'text' },
  { name: 'ipAddress', type: 'text' },
  { name: 'responseCode', type: 'whole' },
  { name: 'backendResponseCode', type: 'text' },
  { name: 'requestSize', type: 'whole' },
  { name: 'responseSize', type: 'whole' },
  { name: 'cache', type: 'text' },
  { name: 'apiTime', type: 'number' },
  { name: 'serviceTime', type: 'number' },
  { name: 'apiRegion', type: 'text' },
]

/** Calls one by one, newest first; as many as are still kept. */
async function answerRequestReport(call: UsageCall): Promise<Response> {
  const { environment, service, url, request, confinedTo } = call
  const filter = readReportFilter(url.searchParams, service)
  const region = (await readService(environment.store, service.name))?.location ?? ''
  const isElsewhere = filter.region !== undefined && filter.region.toLowerCase() !== region.toLowerCase()
  const isHidden = confinedTo !== undefined && isOfOther(filter.where, confinedTo)
  const query = {
    service: service.name.toLowerCase(),
    from: filter.from,
    to: filter.to,
    where: confinedTo === undefined ? filter.where : { ...filter.where, user: confinedTo },
    ...(isElsewhere || isHidden ? { statuses: [] } : {}),
  }
  const format = readFileFormat(request, url.searchParams)
  if (format !== undefined) {
    async function* pieces(): AsyncGenerator<FileRow[]> {
      for await (const records of recordPieces(environment, query)) {
        yield records.map(({ record }) => toRequestReport(record, region))
      }
    }
    return toFileAnswer(format, `${service.name}-byRequest`, requestColumns, pieces())
  }
  const page = readPage(url.searchParams)
  const records = await environment.usage.findRecords({ ...query, limit: page.top + 1, offset: page.skip })
  const value = records.slice(0, page.top).map(({ record }) => toRequestReport(record, region))
  // How many there are is not counted: the next page is known by its first row.
  const count = page.skip + records.length
  return Response.json(toListBody(value, count, page, url))
}

/** All records of a query in pieces, each after the one before. */
export async function* recordPieces(
  { usage }: Pick<UsageCall['environment'], 'usage'>,
  query: Omit<Parameters<typeof usage.findRecords>[0], 'limit'>,
) {
  let before = query.before
  for (;;) {
    const records = await usage.findRecords({
      ...query,
      limit: rowsOfPiece,
      ...(before === undefined ? {} : { before }),
    })
    if (records.length > 0) yield records
    before = records.at(-1)
    if (records.length < rowsOfPiece) return
  }
}

/** Every report that there is. */
export const reportRoutes: readonly RouteDeclaration[] = [
  ['byApi', 'Sums up calls by API.'],
  ['byOperation', 'Sums up calls by operation.'],
  ['byProduct', 'Sums up calls by product.'],
  ['bySubscription', 'Sums up calls by subscription.'],
  ['byUser', 'Sums up calls by user.'],
  ['byGeo', 'Sums up calls by place, of which there is one: that of the service.'],
  ['byTime', 'Sums up calls by intervals of a multiple of 15 minutes.'],
  ['byRequest', 'Lists calls one by one, as far as they are kept.'],
].map(([kind = '', summary = '']) =>
  defineRoute({
    path: `/reports/${kind}`,
    method: 'GET',
    access: 'analyst',
    summary,
    answer: (context) => answerReport(context, kind),
  }),
)
