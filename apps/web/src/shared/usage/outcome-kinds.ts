import type { CallRecordEntry } from '@sluice/contracts'
import type { StateKind } from '../ui/values/StateLabel.tsx'

/** How outcomes of calls look. */
export const outcomeKinds = {
  success: 'done',
  blocked: 'warning',
  failed: 'failed',
  other: 'info',
} as const satisfies Record<CallRecordEntry['outcome'], StateKind>
