import { isDeepStrictEqual } from 'node:util'
import type { OperationProperties } from '@sluice/contracts'
import type { ImportedApi, ImportedOperation } from './imported-api.ts'

export interface ExistingOperation {
  readonly id: string
  readonly properties: OperationProperties
}

/** What an import does to the operations of an API; in all parts, `operation.id` is the id that it will have. */
export interface ImportPlan {
  readonly added: readonly { readonly operation: ImportedOperation }[]
  readonly changed: readonly {
    /** Its id until now; another than `operation.id` when the definition has a new one for the same method and path. */
    readonly existingId: string
    readonly operation: ImportedOperation
    /** Fields of the properties that change, and `name` when the id does; in their order. */
    readonly fields: readonly string[]
  }[]
  readonly removed: readonly { readonly id: string }[]
  /** Unchanged; `operation` is undefined for those that the definition does not have. */
  readonly kept: readonly { readonly existingId: string; readonly operation: ImportedOperation | undefined }[]
}

/**
 * Compares an API's operations with those of a definition. Operations are the same when they have the same id, which
 * comes from `operationId`, else when they have the same method and URL template; the same ones keep their policy.
 * @param options `sourceIsReimport`: the definition is the whole API, and what it lacks is removed; otherwise it is added
 * to what is there
 * @see reference: API Management, 1.16
 */
export function planImport(
  existing: readonly ExistingOperation[],
  imported: Pick<ImportedApi, 'operations'>,
  { sourceIsReimport }: { readonly sourceIsReimport: boolean },
): ImportPlan {
  const unmatched = new Map(existing.map((operation) => [operation.id.toLowerCase(), operation]))
  const matches = new Map<ImportedOperation, ExistingOperation>()
  const match = (operation: ImportedOperation, found: ExistingOperation | undefined) => {
    if (found === undefined) return
    matches.set(operation, found)
    unmatched.delete(found.id.toLowerCase())
  }
  for (const operation of imported.operations) match(operation, unmatched.get(operation.id.toLowerCase()))
  const byPlace = new Map([...unmatched.values()].map((operation) => [placeOf(operation), operation]))
  for (const operation of imported.operations) {
    if (!matches.has(operation)) match(operation, byPlace.get(placeOf(operation)))
  }

  const takenIds = new Set(imported.operations.map(({ id }) => id.toLowerCase()))
  const plan = { added: [], changed: [], removed: [], kept: [] } as {
    [Part in keyof ImportPlan]: ImportPlan[Part][number][]
  }
  for (const written of imported.operations) {
    const found = matches.get(written)
    if (found === undefined) {
      plan.added.push({ operation: written })
      continue
    }
    // An id that was only made of method and path is no reason to give up the one that is known.
    const keepsId = written.originalId === undefined && !takenIds.has(found.id.toLowerCase())
    const operation = keepsId || isSameId(written.id, found.id) ? { ...written, id: found.id } : written
    const fields = [
      ...(operation.id === found.id ? [] : ['name']),
      ...changedFields(found.properties, operation.properties),
    ]
    if (fields.length > 0) plan.changed.push({ existingId: found.id, operation, fields })
    else plan.kept.push({ existingId: found.id, operation })
  }
  for (const { id } of unmatched.values()) {
    if (sourceIsReimport) plan.removed.push({ id })
    else plan.kept.push({ existingId: id, operation: undefined })
  }
  return plan
}

const isSameId = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

const placeOf = ({ properties }: { readonly properties: OperationProperties }): string =>
  `${properties.method.toUpperCase()} ${properties.urlTemplate.toLowerCase()}`

function changedFields(before: OperationProperties, after: OperationProperties): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof OperationProperties>
  return [...names].filter((name) => !isDeepStrictEqual(toCompared(before[name]), toCompared(after[name])))
}

/** Null, an empty list, an empty object, false and nothing say the same in the fields of an operation. */
function toCompared(value: unknown): unknown {
  if (value === null || value === false || value === '') return undefined
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(toCompared)
  if (typeof value !== 'object') return value
  const entries = Object.entries(value)
    .map(([key, member]) => [key, toCompared(member)] as const)
    .filter(([, member]) => member !== undefined)
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}
