import type { StoreReader } from '@sluice/platform'
import { listRuns, type RunPlace, readModules } from './run-records.ts'
import type { EarlierResult } from './why-run.ts'

/** Further back nobody remembers what was changed. */
const runsRead = 10

/** What each module of an experiment had at its last run, by its id. */
export async function readEarlierResults(
  reader: Pick<StoreReader, 'find' | 'get'>,
  place: RunPlace,
): Promise<Map<string, EarlierResult>> {
  const earlier = new Map<string, EarlierResult>()
  const { runs } = await listRuns(reader, place, { offset: 0, limit: runsRead })
  for (const run of runs) {
    for (const { node, state, recipe, usedSeed = false, artifact } of await readModules(reader, place, run.id)) {
      if ((state !== 'finished' && state !== 'cached') || recipe === undefined || earlier.has(node)) continue
      earlier.set(node, { recipe, usedSeed, artifact })
    }
    // A run of all modules says all there is to say.
    if (run.state === 'finished' && run.selected === undefined) break
  }
  return earlier
}
