import { sql } from 'kysely'
import type { StoreDatabase } from '../schema.ts'
import type { AuditQuery, AuditRow, JsonObject } from '../store.ts'
import { keysBelow } from './document-row.ts'

/** Many rows at once, but few enough values for either engine. */
const rowsPerStatement = 200

/** Adds rows, and drops the oldest beyond those that are kept. */
export async function writeAudit(
  database: StoreDatabase,
  rows: readonly Omit<AuditRow, 'position'>[],
  keptRows: number,
): Promise<void> {
  if (rows.length === 0) return
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    const values = rows.slice(start, start + rowsPerStatement).map((row) => ({
      change_number: row.changeNumber,
      at: row.at,
      actor: row.actor,
      request_id: row.requestId ?? null,
      action: row.action,
      key: row.key,
      body_before: toText(row.before),
      body_after: toText(row.after),
    }))
    await database.insertInto('audit').values(values).execute()
  }
  await database
    .deleteFrom('audit')
    .where('position', '<=', sql<number>`(select max(position) from audit) - ${sql.lit(keptRows)}`)
    .execute()
}

export async function readAudit(database: StoreDatabase, query: AuditQuery): Promise<AuditRow[]> {
  const { before, beforePosition, limit, below, actor, from, to } = query
  let rows = database.selectFrom('audit').selectAll().orderBy('position', 'desc').limit(limit)
  if (before !== undefined) rows = rows.where('change_number', '<', before)
  if (beforePosition !== undefined) rows = rows.where('position', '<', beforePosition)
  if (below !== undefined) {
    const keys = keysBelow(below)
    rows = rows.where((is) =>
      is.or([is('key', '=', below), is.and([is('key', '>', keys.after), is('key', '<', keys.before)])]),
    )
  }
  if (actor !== undefined) rows = rows.where('actor', '=', actor)
  if (from !== undefined) rows = rows.where('at', '>=', from)
  if (to !== undefined) rows = rows.where('at', '<', to)
  return (await rows.execute()).map((row) => ({
    position: Number(row.position),
    changeNumber: Number(row.change_number),
    at: row.at,
    actor: row.actor,
    ...(row.request_id === null ? {} : { requestId: row.request_id }),
    action: row.action,
    key: row.key,
    before: toBody(row.body_before),
    after: toBody(row.body_after),
  }))
}

const toText = (body: JsonObject | undefined) => (body === undefined ? null : JSON.stringify(body))
const toBody = (text: string | null): JsonObject | undefined => (text === null ? undefined : JSON.parse(text))
