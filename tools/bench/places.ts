import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

export function makeFolder(parent: string, name: string): string {
  const folder = join(parent, name)
  mkdirSync(folder)
  return folder
}
