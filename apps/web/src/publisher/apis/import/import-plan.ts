import type { ApiProperties } from '@sluice/contracts'

interface PlannedOperation {
  readonly id: string
  readonly displayName?: string
  readonly method?: string
  readonly urlTemplate?: string
}

/** What `planImport` answers. */
export interface ImportPlan {
  readonly definition: Partial<ApiProperties> & { readonly format: string; readonly version: string }
  readonly added: readonly PlannedOperation[]
  readonly changed: readonly (PlannedOperation & { readonly existingId: string; readonly fields: readonly string[] })[]
  readonly removed: readonly PlannedOperation[]
  readonly unchanged: number
  readonly schemas: number
  readonly tags: number
  /** What of the definition is not taken, or taken otherwise. */
  readonly notes: readonly string[]
}

export interface PlannedChange {
  readonly kind: 'added' | 'changed' | 'removed'
  readonly id: string
  readonly name: string
  readonly method: string
  readonly urlTemplate: string
  readonly fields: readonly string[]
}

/** The changes one by one: first what goes, as that is what one may not want. */
export function toChanges({ added, changed, removed }: ImportPlan): readonly PlannedChange[] {
  const toChange =
    (kind: PlannedChange['kind']) =>
    ({
      id,
      displayName,
      method,
      urlTemplate,
      ...rest
    }: PlannedOperation & { readonly fields?: readonly string[] }) => ({
      kind,
      id,
      name: displayName ?? id,
      method: method ?? '',
      urlTemplate: urlTemplate ?? '',
      fields: rest.fields ?? [],
    })
  return [...removed.map(toChange('removed')), ...changed.map(toChange('changed')), ...added.map(toChange('added'))]
}
