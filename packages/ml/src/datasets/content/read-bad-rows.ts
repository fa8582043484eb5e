import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { BadRow } from '@sluice/platform'

/** A page of the rows that an import kept apart. */
export async function readBadRows(
  path: string,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<BadRow[]> {
  const rows: BadRow[] = []
  const input = createReadStream(path, 'utf8')
  let index = 0
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (rows.length === limit) break
    if (index >= offset) rows.push(JSON.parse(line) as BadRow)
    index += 1
  }
  input.destroy()
  return rows
}
