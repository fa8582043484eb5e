import { createTableFromRows, toColumnSchema, toRows } from '@sluice/dataflow'
import { afterAll, describe, expect, it } from 'vitest'
import { createSqlProcess } from './sql-process.ts'
import { describeSqlScripts } from './sql-scripts.suite.ts'

const scripts = createSqlProcess({ timeLimitMs: 30_000 })
afterAll(() => scripts.close())

describeSqlScripts('scripts in a process of their own', () => scripts)

const endless = 'with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c'
const t1 = createTableFromRows([toColumnSchema('n', 'Int32')], [[1], [2]])

describe('a script in a process of its own', () => {
  it('is ended when it takes too long, and the next one runs', async () => {
    const hasty = createSqlProcess({ timeLimitMs: 1500 })
    const results = await Promise.allSettled([hasty.run(endless, {}), hasty.run('select sum(n) from t1', { t1 })])
    expect(results[0]).toMatchObject({
      reason: { message: 'SQL logic error or missing database: The script took longer than 1.5 seconds.' },
    })
    expect(results[1]?.status === 'fulfilled' && toRows(results[1].value)).toEqual([[3]])
    await hasty.close()
  })

  it('is ended when it is aborted', async () => {
    const cancelled = new AbortController()
    const running = scripts.run(endless, {}, { signal: cancelled.signal })
    setTimeout(() => cancelled.abort(new Error('cancelled')), 300)
    await expect(running).rejects.toThrow('cancelled')
    expect(toRows(await scripts.run('select n from t1', { t1 }))).toEqual([[1], [2]])
    await expect(scripts.run('select 1', {}, { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow(
      'before',
    )
  })
})
