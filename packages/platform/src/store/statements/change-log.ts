import type { StoreDatabase } from '../schema.ts'
import type { Change } from '../store.ts'

export async function writeChange(database: StoreDatabase, change: Change, keptChanges: number): Promise<void> {
  const payload = JSON.stringify({ put: change.put, removed: change.removed })
  await database.insertInto('changes').values({ change_number: change.changeNumber, payload }).execute()
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
