import { DatabaseSync } from 'node:sqlite'
import { packSpread } from '../../packages/platform/src/usage/spread.ts'

export const usageSize = { apis: 200, operations: 10_000, subscriptions: 1_000, products: 10, pairs: 30_000, days: 90 }

const minutesPerDay = 1440

/**
 * Fills the tables as 90 days of calls would: each subscription calls 30 operations every day, each of them in two hours
 * of the day, all in every third. Hours are kept for 35 days.
 * @param file a store of usage that was opened before
 * @param now Unix milliseconds
 */
export function generateUsage(file: string, service: string, now: number): void {
  const database = new DatabaseSync(file)
  const { apis, operations, subscriptions, products, pairs, days } = usageSize
  const today = Math.floor(now / 60_000 / minutesPerDay)
  const spread = packSpread({
    statuses: [200, 90, 404, 2, 429, 8],
    api: [900, 60, 940, 40],
    service: [880, 70, 930, 30],
  })
  const series = (name: string, count: number) =>
    `with recursive ${name}(i) as (select 0 union all select i + 1 from ${name} where i < ${count - 1})`
  const name = (text: string) => `(select id from usage_names where name = ${text})`
  database.exec('PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; BEGIN')
  database.prepare('insert into usage_names (name) values (?)').run(service)
  for (const [prefix, count] of [
    ['api', apis],
    ['operation', operations],
    ['subscription', subscriptions],
    ['product', products],
    ['user', subscriptions],
  ] as const) {
    database.exec(`${series('n', count)} insert into usage_names (name) select '${prefix}-' || i from n`)
  }
  const subject = (kind: number, count: number, columns: Readonly<Record<string, string>>) => {
    const column = (dimension: string) =>
      columns[dimension] === undefined ? '0' : name(`'${dimension}-' || (${columns[dimension]})`)
    database.exec(`${series('n', count)}
      insert into usage_subjects (service, kind, api, operation, product, subscription, "user")
      select ${name(`'${service}'`)}, ${kind}, ${['api', 'operation', 'product', 'subscription', 'user'].map(column).join(', ')} from n`)
  }
  const api = (operation: string) => `(${operation}) % ${apis}`
  const calledBy = `i % ${subscriptions}`
  const called = `(i * 7 + i / ${operations} * 333) % ${operations}`
  subject(0, 1, {})
  subject(1, apis, { api: 'i' })
  subject(2, operations, { api: api('i'), operation: 'i' })
  subject(3, products, { product: 'i' })
  subject(4, subscriptions, { subscription: 'i' })
  subject(5, subscriptions, { user: 'i' })
  subject(6, pairs, {
    api: api(called),
    operation: called,
    product: `${calledBy} % ${products}`,
    subscription: calledBy,
    user: calledBy,
  })
  const fill = (level: number, from: number, to: number, condition = '1') => {
    database
      .prepare(
        `with recursive t(time) as (select ${from} union all select time + 1 from t where time < ${to})
         insert into usage_sums select s.id, ${level}, time, 90, 8, 0, 2, 10, 80, 20000, 900000, 100, 250000, 500, 90000, 90, 200000,
           400, 80000, ? from usage_subjects s cross join t where ${condition}`,
      )
      .run(spread)
  }
  fill(3, Math.floor((today - days) / 7), Math.floor(today / 7))
  fill(2, today - days, today)
  const hours = 24 * today
  fill(1, hours - 24 * 35, Math.floor(now / 3_600_000), '(s.id + time) % (case when s.kind = 6 then 12 else 3 end) = 0')
  const minute = Math.floor(now / 60_000)
  fill(0, minute - 60, minute, 's.kind < 6 and (s.id + time) % 20 = 0 or s.id % 200 = time % 200')
  database.exec('COMMIT')
  database.close()
}
