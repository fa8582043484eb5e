import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface BigTableOutcome {
  readonly rowCount: number
  readonly badRowCount: number
  readonly lastRows: readonly (readonly (string | number | boolean)[])[]
  readonly statistics: readonly {
    readonly name: string
    readonly type: string
    readonly uniqueCount: number
    readonly min: number | string
    readonly max: number | string
    readonly median?: number
  }[]
  readonly split: { readonly first: number; readonly rest: number }
  readonly joinedRowCount: number
  readonly matchedRowCount: number
  /** Of each step. */
  readonly seconds: Readonly<Record<string, number>>
  /** Largest memory of the process when a step ended, in bytes. */
  readonly peaks: Readonly<Record<string, number>>
}

/** Imports, previews, summarises, splits and joins a table of so many bytes of text, in a process of its own. */
export async function workOnBigTable(bytes: number, memoryLimitBytes: number): Promise<BigTableOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'big-table-'))
  try {
    const worker = join(import.meta.dirname, 'big-table-worker.ts')
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--max-old-space-size=256', worker, folder, String(bytes), String(memoryLimitBytes)],
      { maxBuffer: 1_000_000 },
    )
    return JSON.parse(stdout) as BigTableOutcome
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What of the outcome is not as the rows that were generated. */
export function faultsOf(outcome: BigTableOutcome): string[] {
  const { rowCount, badRowCount, statistics, split, joinedRowCount, matchedRowCount } = outcome
  const [id, customer] = statistics
  const facts: Readonly<Record<string, boolean>> = {
    'rows were bad': badRowCount !== 0,
    'the last row is not the last': outcome.lastRows.at(-1)?.[0] !== rowCount - 1,
    'ids are not counted right': id?.uniqueCount !== rowCount || id.min !== 0 || id.max !== rowCount - 1,
    'the median of the ids is wrong': id?.median !== (rowCount - 1) / 2,
    'customers are not counted right': (customer?.uniqueCount ?? 0) > 50_000,
    'the parts are not the whole': split.first + split.rest !== rowCount || split.first < split.rest,
    'the join lost rows': joinedRowCount !== rowCount,
    'the join with itself lost rows': matchedRowCount !== rowCount,
  }
  return Object.entries(facts).flatMap(([fault, isThere]) => (isThere ? [fault] : []))
}
