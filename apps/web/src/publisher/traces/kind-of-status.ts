import type { StateKind } from '../../shared/ui/values/StateLabel.tsx'

export function kindOfStatus(status: number): StateKind {
  if (status < 300) return 'done'
  if (status < 400) return 'info'
  return status < 500 ? 'warning' : 'failed'
}
