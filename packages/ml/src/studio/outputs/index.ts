import type { StudioRoute } from '../studio-route.ts'
import { compareOutputColumns } from './compare-output-columns.ts'
import { compareRunsRoute } from './compare-runs.ts'
import { downloadOutput } from './download-output.ts'
import { readHashedText } from './hashed-text.ts'
import { readModuleLog } from './module-log.ts'
import { readOutputEvaluation } from './output-evaluation.ts'
import { readOutputRows } from './output-rows.ts'
import { readOutputStatistics } from './output-statistics.ts'
import { readOutputView } from './output-view.ts'

/** Everything that shows what came out of the modules of a run. */
export const outputRoutes: readonly StudioRoute[] = [
  readOutputRows,
  readOutputStatistics,
  compareOutputColumns,
  readOutputView,
  readOutputEvaluation,
  readHashedText,
  downloadOutput,
  readModuleLog,
  compareRunsRoute,
]
