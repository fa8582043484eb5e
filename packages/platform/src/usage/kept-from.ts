import { query, type SqlConnection } from './sql-connection.ts'
import { type KeptFrom, usageLevelNames } from './usage-levels.ts'

/** What each level has not been cut off from. */
export async function readKeptFrom(connection: SqlConnection): Promise<KeptFrom> {
  const rows = await query(connection, 'select level, kept_from from usage_levels')
  const byName = new Map(rows.map(({ level, kept_from }) => [level, Number(kept_from)]))
  return Object.fromEntries(usageLevelNames.map((name) => [name, byName.get(name) ?? 0])) as unknown as KeptFrom
}
