import { statSync } from 'node:fs'
import { join } from 'node:path'
import { createSystemClock } from '../../packages/platform/src/clock/system-clock.ts'
import { openSqliteUsageStore } from '../../packages/platform/src/usage/sqlite-usage-store.ts'
import { generateUsage, usageSize } from './generated-usage.ts'
import { openManagement } from './management-subject.ts'
import { makeFolder } from './places.ts'
import type { Rounds } from './subject.ts'

const dayMs = 86_400_000

/** Path below the service, without the time, and whether it takes that as a filter. */
const reports = [
  ['byApi', '/reports/byApi?'],
  ['byOperation, first page by calls', '/reports/byOperation?$orderby=callCountTotal desc&'],
  ['byProduct', '/reports/byProduct?'],
  ['bySubscription', '/reports/bySubscription?$top=1000&'],
  ['byUser', '/reports/byUser?$top=1000&'],
  ['byTime, by days', '/reports/byTime?interval=P1D&'],
  ['byOperation of a subscription', '/reports/byOperation?', " and subscriptionId eq 'subscription-7'"],
  [
    'bySubscription of an operation',
    '/reports/bySubscription?',
    " and operationId eq '/apis/api-7/operations/operation-7'",
  ],
  ['bySubscription of an API', '/reports/bySubscription?', " and apiId eq 'api-7'"],
  ['byApi of a product', '/reports/byApi?', " and productId eq 'product-1'"],
] as const

/** What reports over 90 days take. @returns lines of the report */
export async function benchReports(folder: string, _: number, { count }: Rounds): Promise<readonly string[]> {
  const place = makeFolder(folder, 'reports')
  const file = join(place, 'usage.db')
  const clock = createSystemClock()
  // Opened once for its tables, which are then filled past it.
  await (await openSqliteUsageStore({ file, clock })).close()
  const now = clock.now()
  generateUsage(file, 'sluice', now)
  const usage = await openSqliteUsageStore({ file, clock })
  const subject = await openManagement({ file: join(place, 'management.db') }, place, usage)
  try {
    const from = new Date(now - usageSize.days * dayMs).toISOString()
    const time = `timestamp ge datetime'${from}' and timestamp le datetime'${new Date(now).toISOString()}'`
    const paths = [
      ...reports.map(([name, path, more = '']) => [name, `${path}$filter=${encodeURIComponent(time + more)}`] as const),
      ['usageSummary, by days', `/usageSummary?from=${from}&to=${new Date(now).toISOString()}&interval=P1D`] as const,
    ]
    const rows: string[] = []
    for (const [name, path] of paths) rows.push(await measure(name, () => subject.call('GET', path), count))
    return report(rows, statSync(file).size)
  } finally {
    await subject.close()
  }
}

async function measure(name: string, call: () => Promise<unknown>, count: number): Promise<string> {
  const times: number[] = []
  const cpuTimes: number[] = []
  for (let at = 0; at < count; at += 1) {
    const start = performance.now()
    const cpuStart = process.cpuUsage()
    await call()
    times.push(performance.now() - start)
    const { user, system } = process.cpuUsage(cpuStart)
    cpuTimes.push((user + system) / 1000)
  }
  return `| ${name} | ${middle(times)} | ${middle(cpuTimes)} |`
}

const middle = (values: readonly number[]): string =>
  (values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0).toFixed(0)

const report = (rows: readonly string[], bytes: number): readonly string[] => [
  '## Reports',
  '',
  `Over ${usageSize.days} days, ${usageSize.operations} operations of ${usageSize.apis} APIs and ${usageSize.subscriptions} subscriptions, each of which calls 30 operations every day;`,
  `hours for 35 days, minutes for the last hour. SQLite, ${(bytes / 1e6).toFixed(0)} MB. Through the management API, in this process,`,
  'the first call among them; aim: 300 ms.',
  '',
  '| report | time, ms | CPU time, ms |',
  '| --- | ---: | ---: |',
  ...rows,
]
