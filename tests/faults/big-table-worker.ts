// Works on a table as large as it is told to, in a process of its own, and prints what it found as JSON.
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createTableFromRows, toColumnSchema, toRows } from '@sluice/dataflow'
import { createTableFiles } from '@sluice/platform'

const [folder = '', bytes = '0', memoryLimitBytes = '0'] = process.argv.slice(2)
const customerCount = 50_000

/** Peak of the memory that this process had, in bytes. */
async function peakBytes(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024
}

const seconds: Record<string, number> = {}
const peaks: Record<string, number> = {}
async function measure<Result>(step: string, work: () => Promise<Result>): Promise<Result> {
  const start = performance.now()
  const result = await work()
  seconds[step] = Math.round((performance.now() - start) / 100) / 10
  peaks[step] = await peakBytes()
  return result
}

/** Rows of sales; whole numbers, fractions, texts that are often and texts that are never the same. */
async function generate(path: string): Promise<number> {
  const output = createWriteStream(path)
  output.write('id,customer,amount,paid,comment\n')
  let written = 0
  let rowCount = 0
  while (written < Number(bytes)) {
    let text = ''
    for (let row = 0; row < 5000; row += 1) {
      const mixed = Math.imul(rowCount, 2_654_435_761) >>> 0
      text += `${rowCount},${mixed % customerCount},${(mixed % 1_000_000) / 100},${mixed % 3 === 0},"order ${mixed.toString(36)}, as it was agreed on the telephone"\n`
      rowCount += 1
    }
    written += text.length
    if (!output.write(text)) await once(output, 'drain')
  }
  output.end()
  await once(output, 'close')
  return rowCount
}

const files = createTableFiles({ temporaryFolder: join(folder, 'spill'), memoryLimitBytes: Number(memoryLimitBytes) })
const source = join(folder, 'sales.csv')
const rowCount = await measure('generate', () => generate(source))
const { file: sales, badRowCount } = await measure('import', () =>
  files.importFile({ path: source }, join(folder, 'sales.parquet')),
)
await rm(source)

const preview = await measure('preview', () => files.read(sales, { start: rowCount - 3, end: rowCount }))
const statistics = await measure('summarise', () => files.statistics(sales))

const tables = { sales }
const isFirst = 'hash(id) % 10 < 7'
const first = await measure('split', async () => {
  const rest = await files.query({
    sql: `SELECT * FROM sales WHERE NOT ${isFirst}`,
    tables,
    into: join(folder, 'rest.parquet'),
    schema: sales.schema,
    times: 'milliseconds',
  })
  await rm(rest.path)
  const part = await files.query({
    sql: `SELECT * FROM sales WHERE ${isFirst}`,
    tables,
    into: join(folder, 'first.parquet'),
    schema: sales.schema,
    times: 'milliseconds',
  })
  await rm(part.path)
  return { first: part.rowCount, rest: rest.rowCount }
})

const customerSchema = [toColumnSchema('customer', 'Int32'), toColumnSchema('region', 'String')]
const customers = await files.write(
  join(folder, 'customers.parquet'),
  customerSchema,
  createTableFromRows(
    customerSchema,
    Array.from({ length: customerCount }, (_, customer) => [customer, `region ${customer % 7}`]),
  ),
)
const joined = await measure('join', () =>
  files.query({
    sql: 'SELECT sales.*, region FROM sales JOIN customers USING (customer)',
    tables: { sales, customers },
    into: join(folder, 'joined.parquet'),
  }),
)
// Every row with every row of the same id: both sides are as large as the table.
const matched = await measure('join with itself', () =>
  files.query({
    sql: 'SELECT a.id, b.comment FROM sales a JOIN sales b ON a.id = b.id',
    tables,
    into: join(folder, 'matched.parquet'),
  }),
)
await files.close()
console.log(
  JSON.stringify({
    rowCount,
    badRowCount,
    lastRows: toRows(preview),
    statistics: statistics.map(({ column, uniqueCount, min, max, median }) => ({
      name: column.name,
      type: column.type,
      uniqueCount,
      min,
      max,
      median,
    })),
    split: first,
    joinedRowCount: joined.rowCount,
    matchedRowCount: matched.rowCount,
    seconds,
    peaks,
  }),
)
