import type { StateKind } from '../../shared/ui/values/StateLabel.tsx'

export interface AuditEntry {
  readonly position: number
  readonly changeNumber: number
  readonly at: string
  readonly actor: string
  readonly requestId: string | null
  readonly action: 'Create' | 'Update' | 'Delete'
  readonly resourceId: string
  readonly before: unknown
  readonly after: unknown
}

export interface AuditPage {
  readonly value: readonly AuditEntry[]
  readonly nextLink?: string
}

export const actionKinds: Readonly<Record<AuditEntry['action'], StateKind>> = {
  Create: 'done',
  Update: 'info',
  Delete: 'failed',
}

/** Where the next page begins; undefined = there is none. */
export const toNextToken = ({ nextLink }: AuditPage): string | undefined =>
  nextLink === undefined ? undefined : (new URL(nextLink).searchParams.get('$skiptoken') ?? undefined)
