import type { StoreDatabase } from '../schema.ts'

export interface Numbering {
  changeNumber: number
  ordinal: number
}

export async function readNumbering(database: StoreDatabase): Promise<Numbering> {
  const row = await database.selectFrom('meta').select(['change_number', 'ordinal']).executeTakeFirstOrThrow()
  return { changeNumber: Number(row.change_number), ordinal: Number(row.ordinal) }
}

export async function writeNumbering(database: StoreDatabase, numbering: Numbering): Promise<void> {
  await database
    .updateTable('meta')
    .set({ change_number: numbering.changeNumber, ordinal: numbering.ordinal })
    .execute()
}
