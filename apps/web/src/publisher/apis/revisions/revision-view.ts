import type { ApiReleaseProperties } from '@sluice/contracts'

/** A revision as the list of revisions has it. */
export interface RevisionView {
  /** `/apis/echo-api;rev=2` */
  readonly apiId: string
  readonly apiRevision: string
  readonly createdDateTime: string | null
  readonly updatedDateTime: string | null
  readonly description: string | null
  /** Path at the gateway. */
  readonly privateUrl: string
  readonly isOnline: boolean
  readonly isCurrent: boolean
}

export interface ReleaseView extends ApiReleaseProperties {
  readonly createdDateTime?: string
  readonly updatedDateTime?: string
}

/** The number after the highest one that there is. */
export function nextRevision(revisions: readonly { readonly apiRevision: string }[]): string {
  const numbers = revisions.map(({ apiRevision }) => Number(apiRevision)).filter(Number.isSafeInteger)
  return String(Math.max(0, ...numbers) + 1)
}

/** The revision that a release is of: `/apis/echo-api;rev=2` → `2`. */
export const releasedRevision = ({ apiId }: Pick<ReleaseView, 'apiId'>): string => apiId.split(';rev=')[1] ?? '1'
