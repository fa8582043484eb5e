import { setImmediate } from 'node:timers/promises'
import { addSpreads, addSums, type UsageCell } from '@sluice/contracts'
import { gatherCells, type UsageAddition } from './gather-cells.ts'
import { readKeptFrom } from './kept-from.ts'
import { packSpread, unpackSpread } from './spread.ts'
import { inParts, placeholders, query, type SqlConnection } from './sql-connection.ts'
import { usageLevels } from './usage-levels.ts'
import { dimensionNames, type SubjectBook } from './usage-subjects.ts'
import { sumColumns, toColumns, toSums } from './usage-sums.ts'

/** So much is summed up in one transaction: others wait for it. */
const mostCells = 5_000
const mostBatches = 200
const rowsAtOnce = 100

/**
 * Adds batches that were accepted to the sums, and removes them, in the transaction of the connection.
 * @returns false when there was none
 */
export async function foldPending(connection: SqlConnection, book: SubjectBook): Promise<boolean> {
  const waiting = await query(
    connection,
    `select position, cells from usage_pending order by position limit ${mostBatches}`,
  )
  if (waiting.length === 0) return false
  let count = 0
  const taken = waiting.filter((row, index) => {
    count += Number(row.cells)
    return index === 0 || count <= mostCells
  })
  const positions = taken.map(({ position }) => position)
  const inTaken = `position in ${placeholders(1, positions.length)}`
  const rows = await query(connection, `select payload from usage_pending where ${inTaken}`, positions)
  const cells = rows.flatMap(({ payload }) => JSON.parse(String(payload)) as UsageCell[])
  await add(connection, book, gatherCells(cells, await readKeptFrom(connection)))
  await query(connection, `delete from usage_pending where ${inTaken}`, positions)
  return true
}

async function add(connection: SqlConnection, book: SubjectBook, additions: readonly UsageAddition[]): Promise<void> {
  const subjects = new Map(additions.map(({ subject }) => [subject.key, subject]))
  const names = [...subjects.values()].flatMap(({ service, dimensions }) => [
    service,
    ...dimensionNames.flatMap((name) => dimensions[name] ?? []),
  ])
  const { ofSubject } = await book.learn(connection, names, [...subjects.values()])
  for (const { name, number } of usageLevels) {
    const ofLevel = additions
      .filter(({ level }) => level.name === name)
      .map((addition) => ({ ...addition, id: ofSubject(addition.subject) }))
      .sort((one, other) => one.id - other.id || one.time - other.time)
    for (const part of inParts(ofLevel, rowsAtOnce)) {
      await addPart(connection, number, part)
      // SQLite works in this thread: calls of others get their turn.
      await setImmediate()
    }
  }
}

async function addPart(
  connection: SqlConnection,
  level: number,
  part: readonly (UsageAddition & { readonly id: number })[],
): Promise<void> {
  const known = await readRows(connection, level, part)
  const rows = part.map(({ id, time, sums, spread }) => {
    const before = known.get(`${id} ${time}`)
    const sum = before === undefined ? sums : addSums(toSums(before), sums)
    const spreads = before === undefined ? spread : addSpreads(unpackSpread(before.spread as Uint8Array), spread)
    return [id, level, time, ...toColumns(sum), packSpread(spreads)]
  })
  const columns = sumColumns.map(([column]) => column)
  await query(
    connection,
    `insert into usage_sums (subject, level, time, ${columns.join(', ')}, spread)
       values ${placeholders(rows.length, columns.length + 4)}
       on conflict (subject, level, time) do update set
         ${[...columns, 'spread'].map((column) => `${column} = excluded.${column}`).join(', ')}`,
    rows.flat(),
  )
}

async function readRows(
  connection: SqlConnection,
  level: number,
  keys: readonly { readonly id: number; readonly time: number }[],
) {
  // By subject and the few times that a batch has: both engines look these up in the key.
  const ids = [...new Set(keys.map(({ id }) => id))]
  const times = [...new Set(keys.map(({ time }) => time))]
  const rows = await query(
    connection,
    `select * from usage_sums where subject in ${placeholders(1, ids.length)} and level = ?
       and time in ${placeholders(1, times.length)}`,
    [...ids, level, ...times],
  )
  return new Map(rows.map((row) => [`${row.subject} ${row.time}`, row]))
}
