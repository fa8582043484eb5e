import type { StoreDatabase } from '../schema.ts'
import type { AuditRow, Change } from '../store.ts'

export async function writeChange(
  database: StoreDatabase,
  change: Change,
  audit: readonly AuditRow[],
  keptChanges: number,
): Promise<void> {
  const payload = JSON.stringify({ put: change.put, removed: change.removed })
  await database.insertInto('changes').values({ change_number: change.changeNumber, payload }).execute()
  for (const row of audit) {
    await database
      .insertInto('audit')
      .values({
        change_number: row.changeNumber,
        at: row.at,
        actor: row.actor,
        request_id: row.requestId ?? null,
        action: row.action,
        key: row.key,
      })
      .execute()
  }
  await database
    .deleteFrom('changes')
    .where('change_number', '<=', change.changeNumber - keptChanges)
    .execute()
}

export async function readChanges(
  database: StoreDatabase,
  after: number,
  newest: number,
  limit: number,
): Promise<Change[] | undefined> {
  if (after > newest) return undefined
  if (after === newest) return []
  const rows = await database
    .selectFrom('changes')
    .selectAll()
    .where('change_number', '>', after)
    .orderBy('change_number')
    .limit(limit)
    .execute()
  if (Number(rows[0]?.change_number) !== after + 1) return undefined
  return rows.map((row) => ({ changeNumber: Number(row.change_number), ...JSON.parse(row.payload) }))
}

export async function readAudit(
  database: StoreDatabase,
  page: { readonly before?: number; readonly limit: number },
): Promise<AuditRow[]> {
  let query = database.selectFrom('audit').selectAll().orderBy('position', 'desc').limit(page.limit)
  if (page.before !== undefined) query = query.where('change_number', '<', page.before)
  return (await query.execute()).map((row) => ({
    changeNumber: Number(row.change_number),
    at: row.at,
    actor: row.actor,
    ...(row.request_id === null ? {} : { requestId: row.request_id }),
    action: row.action,
    key: row.key,
  }))
}
