import type { ApiManagementClient, ReportRecordContract } from '@azure/arm-apimanagement'
import { collect } from './collect.ts'

/** Every report that the SDK knows, over the calls of the last hour, in pages of one. */
export async function exerciseReports(
  client: ApiManagementClient,
  ...at: readonly [resourceGroup: string, serviceName: string]
): Promise<unknown> {
  const toTime = (time: number) => `datetime'${new Date(time).toISOString().slice(0, 19)}'`
  const now = Date.now()
  const filter = `timestamp ge ${toTime(now - 3_600_000)} and timestamp le ${toTime(now + 60_000)} and apiId eq '/apis/echo-api'`
  const options = { top: 1 }
  const countsOf = (record: ReportRecordContract) => [
    record.callCountSuccess,
    record.callCountBlocked,
    record.callCountFailed,
    record.callCountOther,
    record.callCountTotal,
  ]
  return {
    byApi: await collect(client.reports.listByApi(...at, filter, options), (row) => [
      row.name,
      row.apiId,
      ...countsOf(row),
    ]),
    byOperation: await collect(
      client.reports.listByOperation(...at, filter, { ...options, orderby: 'callCountTotal desc' }),
      (row) => [row.name, row.operationId, ...countsOf(row)],
    ),
    byProduct: await collect(client.reports.listByProduct(...at, filter, options), (row) => [row.name, row.productId]),
    bySubscription: await collect(client.reports.listBySubscription(...at, filter, options), (row) => [
      row.subscriptionId,
      row.productId,
      row.userId,
    ]),
    byUser: await collect(client.reports.listByUser(...at, filter, options), (row) => [row.userId, row.bandwidth]),
    byGeo: await collect(client.reports.listByGeo(...at, filter, options), (row) => countsOf(row)),
    byTime: await collect(client.reports.listByTime(...at, filter, 'P3650D', options), (row) => [
      row.timestamp instanceof Date,
      row.interval,
      ...countsOf(row),
    ]),
    // The SDK reads one page of these.
    byRequest: await collect(client.reports.listByRequest(...at, filter), (row) => [
      row.requestId,
      row.method,
      row.responseCode,
      row.timestamp instanceof Date,
      row.apiTime,
    ]),
  }
}
