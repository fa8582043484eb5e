import type { CallRecord } from '@sluice/contracts'
import { columnOf, readNumbers } from './read-sums.ts'
import { execute, inParts, placeholders, query, type SqlConnection } from './sql-connection.ts'
import type { RecordQuery, StoredRecord } from './usage-store.ts'
import { dimensionNames, type SubjectBook } from './usage-subjects.ts'

const rowsAtOnce = 50
const columns =
  'service, at, request_id, status, api, operation, product, subscription, "user", ip, method, url, is_refused, size, document'

/** Writes calls, in the transaction of the connection. */
export async function insertRecords(
  connection: SqlConnection,
  book: SubjectBook,
  records: readonly CallRecord[],
): Promise<void> {
  if (records.length === 0) return
  const names = records.flatMap((record) => [record.service, ...dimensionNames.flatMap((name) => record[name] ?? [])])
  const { ofName } = await book.learn(connection, names)
  let bytes = 0
  for (const part of inParts(records, rowsAtOnce)) {
    const rows = part.map((record) => {
      const document = JSON.stringify(record)
      bytes += document.length
      return [
        ofName(record.service),
        record.timestamp,
        record.requestId,
        record.status,
        ...dimensionNames.map((name) => ofName(record[name])),
        record.callerIpAddress,
        record.method,
        record.url,
        record.refusal === undefined ? 0 : 1,
        document.length,
        document,
      ]
    })
    await query(
      connection,
      `insert into usage_records (${columns}) values ${placeholders(rows.length, 15)}`,
      rows.flat(),
    )
  }
  await query(connection, 'update usage_meta set record_count = record_count + ?, record_bytes = record_bytes + ?', [
    records.length,
    bytes,
  ])
}

/** Newest first; those of one moment in the order of their coming, backwards. */
export async function findRecords(connection: SqlConnection, wanted: RecordQuery): Promise<StoredRecord[]> {
  const { where = {}, from, to, requestId, method, ip, text, statuses, isRefused, before } = wanted
  const names = Object.values(where).filter((name) => name !== null)
  const numbers = await readNumbers(connection, [wanted.service, ...names])
  const conditions: string[] = []
  const parameters: unknown[] = []
  const add = (condition: string, ...values: readonly unknown[]) => {
    conditions.push(condition)
    parameters.push(...values)
  }
  const service = numbers.get(wanted.service)
  if (service === undefined) return []
  add('service = ?', service)
  for (const name of dimensionNames) {
    const value = where[name]
    if (value === undefined) continue
    const number = value === null ? 0 : numbers.get(value)
    if (number === undefined) return []
    add(`${columnOf(name)} = ?`, number)
  }
  if (from !== undefined) add('at >= ?', from)
  if (to !== undefined) add('at < ?', to)
  if (requestId !== undefined) add('request_id = ?', requestId)
  if (method !== undefined) add('method = ?', method)
  if (ip !== undefined) add('ip = ?', ip)
  if (text !== undefined) add(`lower(url) like ? escape '\\'`, `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`)
  if (statuses !== undefined) {
    if (statuses.length === 0) return []
    add(`(${statuses.map(() => 'status between ? and ?').join(' or ')})`, ...statuses.flat())
  }
  if (isRefused !== undefined) add('is_refused = ?', isRefused ? 1 : 0)
  if (before !== undefined) {
    add('(at < ? or at = ? and position < ?)', before.timestamp, before.timestamp, before.position)
  }
  const rows = await query(
    connection,
    `select position, at, document from usage_records where ${conditions.join(' and ')}
       order by at desc, position desc limit ? offset ?`,
    [...parameters, wanted.limit, wanted.offset ?? 0],
  )
  return rows.map(({ position, at, document }) => ({
    position: Number(position),
    timestamp: Number(at),
    record: JSON.parse(String(document)) as CallRecord,
  }))
}

const removedAtOnce = 500

/** Removes some of the records that a condition holds for, oldest first. @returns how many */
export async function removeRecords(
  connection: SqlConnection,
  condition: string,
  parameters: readonly unknown[],
): Promise<number> {
  const rows = await query(
    connection,
    `select position, size from usage_records where ${condition} order by position limit ${removedAtOnce}`,
    parameters,
  )
  if (rows.length === 0) return 0
  const positions = rows.map(({ position }) => position)
  await execute(
    connection,
    `delete from usage_records where position in ${placeholders(1, positions.length)}`,
    positions,
  )
  const bytes = rows.reduce((sum, { size }) => sum + Number(size), 0)
  await query(connection, 'update usage_meta set record_count = record_count - ?, record_bytes = record_bytes - ?', [
    rows.length,
    bytes,
  ])
  return rows.length
}
