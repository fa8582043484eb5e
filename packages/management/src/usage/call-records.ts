import { AppError, type CallRecordPage } from '@sluice/contracts'
import { defineRoute, type RouteDeclaration } from '../arm/define-route.ts'
import { readPage } from '../arm/paging.ts'
import { createEntityNames } from './entity-names.ts'
import { readRecordQuery, toSkipToken } from './record-query.ts'
import { toRecordDetail, toRecordEntry } from './record-view.ts'
import { isOfOther } from './report-filter.ts'
import { recordPieces, type UsageCall } from './reports.ts'
import { type FileColumn, type FileRow, readFileFormat, toFileAnswer } from './table-files.ts'
import { readUsageSummary } from './usage-summary.ts'

const columns: readonly FileColumn[] = [
  { name: 'timestamp', type: 'time' },
  { name: 'requestId', type: 'text' },
  { name: 'method', type: 'text' },
  { name: 'url', type: 'text' },
  { name: 'callerIpAddress', type: 'text' },
  { name: 'status', type: 'whole' },
  { name: 'outcome', type: 'text' },
  { name: 'cache', type: 'text' },
  ...['api', 'operation', 'product', 'subscription', 'user'].flatMap((name): FileColumn[] => [
    { name, type: 'text' },
    { name: `${name}Name`, type: 'text' },
  ]),
  { name: 'requestSize', type: 'whole' },
  { name: 'responseSize', type: 'whole' },
  { name: 'apiTime', type: 'number' },
  { name: 'serviceTime', type: 'number' },
]

/** The request log: what `readRecordQuery` finds, newest first, page by page or as a file of all. */
export async function answerCallRecords(call: UsageCall): Promise<Response> {
  const { environment, service, url, request, confinedTo } = call
  const asked = readRecordQuery(url.searchParams, service.name)
  const isHidden = confinedTo !== undefined && isOfOther(asked.where, confinedTo)
  const query = {
    ...asked,
    ...(confinedTo === undefined ? {} : { where: { ...asked.where, user: confinedTo } }),
    ...(isHidden ? { statuses: [] } : {}),
  }
  const names = createEntityNames(environment.store, service.name)
  const format = readFileFormat(request, url.searchParams)
  if (format !== undefined) {
    async function* pieces(): AsyncGenerator<FileRow[]> {
      for await (const records of recordPieces(environment, query)) {
        yield await Promise.all(records.map(({ record }) => toRecordEntry(record, names)))
      }
    }
    return toFileAnswer(format, `${service.name}-calls`, columns, pieces())
  }
  const { top } = readPage(url.searchParams)
  const records = await environment.usage.findRecords({ ...query, limit: top + 1 })
  const shown = records.slice(0, top)
  const value = await Promise.all(shown.map(({ record }) => toRecordEntry(record, names)))
  const last = shown.at(-1)
  if (records.length <= top || last === undefined) return Response.json({ value } satisfies CallRecordPage)
  const next = new URL(url)
  next.searchParams.set('$skiptoken', toSkipToken(last))
  return Response.json({ value, nextLink: next.toString() } satisfies CallRecordPage)
}

/** @throws AppError `CallRecordNotFound`, also for calls of others than whom it is confined to */
export async function answerCallRecord(call: UsageCall, requestId: string): Promise<Response> {
  const { environment, service, confinedTo } = call
  const record = await environment.usage.getRecord(service.name.toLowerCase(), requestId)
  if (record === undefined || (confinedTo !== undefined && record.user !== confinedTo)) {
    throw new AppError('CallRecordNotFound', { requestId })
  }
  const names = createEntityNames(environment.store, service.name)
  return Response.json(await toRecordDetail(record, names, { isForDevelopers: confinedTo !== undefined }))
}

/** Not part of the compatible service, which leaves all this to another one. */
export const usageRoutes: readonly RouteDeclaration[] = [
  defineRoute({
    path: '/usageSummary',
    method: 'GET',
    access: 'analyst',
    summary: 'Sums up the calls of a time and selection, with statuses, percentiles, and the time before.',
    answer: async (context) => Response.json(await readUsageSummary(context)),
  }),
  defineRoute({
    path: '/callRecords',
    method: 'GET',
    access: 'analyst',
    summary: 'Searches calls one by one, newest first.',
    answer: answerCallRecords,
  }),
  defineRoute({
    path: '/callRecords/{requestId}',
    method: 'GET',
    access: 'analyst',
    summary: 'Gives all that is kept of a call.',
    answer: (context) => answerCallRecord(context, context.identifiers.requestId ?? ''),
  }),
]
