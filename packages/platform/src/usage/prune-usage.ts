import { readNumbers } from './read-sums.ts'
import { removeRecords } from './records.ts'
import { execute, placeholders, query, type SqlConnection } from './sql-connection.ts'
import { type UsageLevelName, usageLevels } from './usage-levels.ts'
import type { UsageRetention } from './usage-store.ts'

/** Runs a small piece of work in a transaction of its own. */
export type InTransaction = <Result>(work: (connection: SqlConnection) => Promise<Result>) => Promise<Result>

const minutesPerDay = 1440
const minuteMs = 60_000
const rowsAtOnce = 2000

/** From which minute on each level is to be kept: a coarser one never from later than a finer one. */
export function toCuts(now: number, retention: UsageRetention): Readonly<Record<UsageLevelName, number>> {
  const minute = Math.floor(now / minuteMs)
  const before = (days: number, unit: number, latest: number) =>
    Math.max(0, Math.floor(Math.min(minute - days * minutesPerDay, latest) / unit) * unit)
  const minuteCut = before(retention.minutesForDays, 60, minute)
  const hourCut = before(retention.hoursForDays, minutesPerDay, minuteCut)
  const dayCut = before(retention.daysForDays, minutesPerDay, hourCut)
  return { minute: minuteCut, hour: hourCut, day: dayCut, week: Math.floor(dayCut / 10_080) * 10_080 }
}

/**
 * Removes what is old. First it is written down from when on a level is whole, so that no report reads of what is
 * removed piece by piece.
 */
export async function pruneUsage(
  inTransaction: InTransaction,
  now: number,
  retention: UsageRetention,
  isStopped: () => boolean,
): Promise<void> {
  const cuts = toCuts(now, retention)
  let isDayCut = false
  await inTransaction(async (connection) => {
    for (const { name } of usageLevels) {
      const moved = await execute(
        connection,
        'update usage_levels set kept_from = ? where level = ? and kept_from < ?',
        [cuts[name], name, cuts[name]],
      )
      isDayCut ||= name === 'day' && moved > 0
    }
  })
  const repeat = async (step: (connection: SqlConnection) => Promise<boolean>) => {
    while (!isStopped() && (await inTransaction(step))) {
      // Others write in between.
    }
  }
  for (const { name, number, minutes } of usageLevels) {
    await repeat(async (connection) => {
      const removed = await execute(
        connection,
        `delete from usage_sums where (subject, level, time) in
           (select subject, level, time from usage_sums where level = ? and time < ? limit ${rowsAtOnce})`,
        [number, cuts[name] / minutes],
      )
      return removed === rowsAtOnce
    })
  }
  await repeat(
    async (connection) =>
      (await removeRecords(connection, 'at < ?', [now - retention.recordsForDays * minutesPerDay * minuteMs])) > 0,
  )
  await repeat(async (connection) => {
    const [meta] = await query(connection, 'select record_count, record_bytes from usage_meta')
    const isTooMuch =
      Number(meta?.record_count) > retention.mostRecords || Number(meta?.record_bytes) > retention.mostRecordBytes
    return isTooMuch && (await removeRecords(connection, 'position > ?', [0])) > 0
  })
  if (isDayCut) await removeUnusedSubjects(inTransaction, isStopped)
}

/** Those of which nothing is kept any more. */
async function removeUnusedSubjects(inTransaction: InTransaction, isStopped: () => boolean): Promise<void> {
  let after = 0
  while (!isStopped()) {
    const last = await inTransaction(async (connection) => {
      const ids = await query(connection, 'select id from usage_subjects where id > ? order by id limit 1000', [after])
      const end = ids.at(-1)?.id
      if (end === undefined) return undefined
      const removed = await execute(
        connection,
        `delete from usage_subjects where id > ? and id <= ?
           and not exists (select 1 from usage_sums t where t.subject = usage_subjects.id)`,
        [after, end],
      )
      if (removed > 0) await query(connection, 'update usage_meta set generation = generation + 1')
      return Number(end)
    })
    if (last === undefined) return
    after = last
  }
}

/** Removes all that is kept of a service. */
export async function purgeUsage(inTransaction: InTransaction, service: string): Promise<void> {
  let isMore = true
  while (isMore) {
    isMore = await inTransaction(async (connection) => {
      const number = (await readNumbers(connection, [service])).get(service)
      if (number === undefined) return false
      const rows = await query(connection, 'select id from usage_subjects where service = ? limit 100', [number])
      const ids = rows.map(({ id }) => id)
      if (ids.length === 0) return (await removeRecords(connection, 'service = ?', [number])) > 0
      const among = placeholders(1, ids.length)
      await query(connection, `delete from usage_sums where subject in ${among}`, ids)
      await query(connection, `delete from usage_subjects where id in ${among}`, ids)
      await query(connection, 'update usage_meta set generation = generation + 1')
      return true
    })
  }
}
