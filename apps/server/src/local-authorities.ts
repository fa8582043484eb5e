import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The local authority, for servers of this installation that show its certificates: PEM; none before the first start. */
export function localAuthorities(dataFolder: string): readonly string[] {
  const path = join(dataFolder, 'ca.pem')
  return existsSync(path) ? [readFileSync(path, 'utf8')] : []
}
