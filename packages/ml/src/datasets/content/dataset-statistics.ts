import { readFile, rename, writeFile } from 'node:fs/promises'
import type { ColumnStatistics } from '@sluice/platform'

/**
 * Figures of columns, computed once and kept beside the rows.
 * @param compute of the same rows always the same
 */
export async function readStatistics(
  cachePath: string,
  temporaryPath: string,
  compute: () => Promise<ColumnStatistics[]>,
): Promise<ColumnStatistics[]> {
  const kept = await readFile(cachePath, 'utf8').catch(() => undefined)
  if (kept !== undefined) return JSON.parse(kept, fromText) as ColumnStatistics[]
  const statistics = await compute()
  // Whole or not at all; without it they are computed again.
  await writeFile(temporaryPath, JSON.stringify(statistics, toText))
  await rename(temporaryPath, cachePath)
  return statistics
}

const infinities: Readonly<Record<string, number>> = {
  '\u0000Infinity': Number.POSITIVE_INFINITY,
  '\u0000-Infinity': Number.NEGATIVE_INFINITY,
}

/** JSON has no infinities. */
const toText = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isFinite(value) ? `\u0000${value}` : value

const fromText = (_: string, value: unknown) => (typeof value === 'string' ? (infinities[value] ?? value) : value)
