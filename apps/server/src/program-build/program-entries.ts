/** Sources that processes and threads begin with, below the workspace: `entryFile` of the platform finds what was built of each. */
export const programEntries: readonly string[] = [
  'apps/server/src/main.ts',
  'apps/server/src/roles/gateway/gateway-worker.ts',
  'apps/server/src/roles/gateway/xml-check-thread.ts',
  'apps/server/src/roles/ml/batch/batch-worker.ts',
  'apps/server/src/roles/ml/batch/scoring-thread.ts',
  'apps/server/src/roles/ml/runs/run-worker.ts',
  'apps/server/src/roles/ml/table-work/table-worker.ts',
  'packages/platform/src/sql/sql-process-entry.ts',
]
