import { join } from 'node:path'
import { findPostgresql, startPostgresql } from '../../tests/support/postgresql.ts'
import { generateDefinition } from './generated-definition.ts'
import { type ManagementSubject, openManagement } from './management-subject.ts'
import { makeFolder } from './places.ts'
import type { Rounds } from './subject.ts'

const operations = 1_000
const subscriptions = 50_000
const batch = 5_000

const lists = [
  ['first page', '$top=100'],
  ['active ones', "$top=100&$filter=state eq 'active'"],
  ['by the beginning of their name', "$top=100&$filter=startswith(displayName,'Subscription 4')"],
  ['the last page', `$top=100&$skip=${subscriptions - 100}`],
] as const

/** What a large import and lists of many resources take. @returns lines of the report */
export async function benchManagement(folder: string, _: number, rounds: Rounds): Promise<readonly string[]> {
  const place = makeFolder(folder, 'management')
  const postgresql = findPostgresql()
  const server = 'folder' in postgresql ? await startPostgresql(postgresql.folder) : undefined
  try {
    const stores = [
      ['SQLite', { file: join(place, 'management.db') }],
      ...(server === undefined ? [] : [['PostgreSQL', { url: server.url, schema: 'bench' }] as const]),
    ] as const
    const imports: string[] = []
    const rows: string[] = []
    for (const [name, store] of stores) {
      const subject = await openManagement(store, place)
      try {
        imports.push(...(await measureImports(name, subject, rounds)))
        rows.push(...(await measureLists(name, subject, rounds)))
      } finally {
        await subject.close()
      }
    }
    return report(imports, rows, 'reason' in postgresql ? postgresql.reason : undefined)
  } finally {
    await server?.stop()
  }
}

async function measureImports(name: string, subject: ManagementSubject, { count }: Rounds): Promise<string[]> {
  const value = generateDefinition(operations)
  const times: number[] = []
  const cpuTimes: number[] = []
  for (let at = 0; at < count; at += 1) {
    const start = performance.now()
    const cpuStart = process.cpuUsage()
    await subject.call('PUT', `/apis/large${at}`, { path: `large${at}`, format: 'openapi+json', value })
    times.push(performance.now() - start)
    const { user, system } = process.cpuUsage(cpuStart)
    cpuTimes.push((user + system) / 1000)
    const listed = await subject.call('GET', `/apis/large${at}/operations?$top=1`)
    if (listed.count !== operations) throw new Error(`The import made ${listed.count} operations.`)
  }
  const megabytes = (Buffer.byteLength(value) / 1e6).toFixed(1)
  const cells = [name, megabytes, operations, median(times), Math.max(...times), median(cpuTimes)].map((cell) =>
    typeof cell === 'number' ? Math.round(cell) : cell,
  )
  return [`| ${cells.join(' | ')} |`]
}

async function measureLists(name: string, subject: ManagementSubject, { count }: Rounds): Promise<string[]> {
  await fill(subject)
  const rows: string[] = []
  for (const [title, query] of lists) {
    const times: number[] = []
    let statements = 0
    let found = 0
    for (let at = 0; at < count * 3; at += 1) {
      subject.takeStatements()
      const start = performance.now()
      const answer = await subject.call('GET', `/subscriptions?${query}`)
      times.push(performance.now() - start)
      statements = subject.takeStatements()
      found = answer.count ?? 0
    }
    rows.push(
      `| ${[name, title, found, median(times).toFixed(1), Math.max(...times).toFixed(1), statements].join(' | ')} |`,
    )
  }
  return rows
}

/** Documents as a resource keeps them, without the time that keys and their seals take. */
async function fill({ store, service }: ManagementSubject): Promise<void> {
  const collection = `/services/${service.name}/subscriptions`
  const states = ['active', 'active', 'suspended', 'cancelled']
  for (let from = 0; from < subscriptions; from += batch) {
    await store.transact({ actor: 'benchmark' }, async (transaction) => {
      for (let at = from; at < Math.min(from + batch, subscriptions); at += 1) {
        const properties = {
          ownerId: '/users/1',
          scope: '/apis',
          displayName: `Subscription ${at}`,
          state: states[at % states.length] ?? 'active',
          createdDate: '2026-01-05T12:00:00.000Z',
          allowTracing: false,
        }
        await transaction.put(
          { key: `${collection}/s${at}`, collection, body: { path: `/subscriptions/s${at}`, properties } },
          { isAudited: false },
        )
      }
    })
  }
}

function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

const report = (
  imports: readonly string[],
  rows: readonly string[],
  missing: string | undefined,
): readonly string[] => [
  '## Management',
  '',
  'The management API in one process, without sockets, on a store on disk. An import is one PUT with the definition in it:',
  'reading, checking, and one transaction with all operations, on disk when it is answered. CPU: of this process, so',
  'without that of a PostgreSQL server; others on the machine do not lengthen it much.',
  '',
  '| store | definition MB | operations | import ms | slowest ms | CPU ms |',
  '| --- | ---: | ---: | ---: | ---: | ---: |',
  ...imports,
  '',
  `Lists of ${subscriptions} subscriptions, pages of 100, with the whole count. Statements: all that one call sends to the`,
  'database.',
  '',
  '| store | list | found | ms | slowest ms | statements |',
  '| --- | --- | ---: | ---: | ---: | ---: |',
  ...rows,
  '',
  ...(missing === undefined ? [] : [`${missing}.`, '']),
]
