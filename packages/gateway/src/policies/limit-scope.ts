import { text } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'

/** How the `<api>` and `<operation>` elements of limits say whom they mean. */
export const nameOrId = { name: text().optional(), id: text().optional() }
export const nameOrIdRule = [{ rule: 'at-least-one', of: ['name', 'id'] }] as const

interface NameOrId {
  readonly name: string | undefined
  readonly id: string | undefined
}

type Named = { readonly id: string; readonly properties: { readonly displayName: string } } | undefined

/** Identifier beats name; both are compared in any case. */
function isMeant({ id, name }: NameOrId, found: Named): boolean {
  if (found === undefined) return false
  if (id !== undefined) return withoutRevision(found.id).toLowerCase() === withoutRevision(id).toLowerCase()
  return found.properties.displayName.toLowerCase() === name?.toLowerCase()
}

/** A limit holds for all revisions of an API. */
const withoutRevision = (id: string): string => id.replace(/;rev=.*$/i, '')

export interface ScopedLimit<Limit> {
  readonly limit: Limit
  /** Part of the counter's key, so that each definition counts for itself. */
  readonly keySuffix: string
  appliesTo(context: CallContext): boolean
}

interface Nested<Limit> {
  readonly limit: Limit
  readonly of: NameOrId
}

/**
 * The limits of one statement, narrowest first: the smaller limit refuses first, so that a refused call has mostly
 * not been counted by the wider ones.
 */
export function scopedLimits<Limit>(
  whole: Limit,
  apis: readonly (Nested<Limit> & { readonly operations: readonly Nested<Limit>[] })[],
  operations: readonly Nested<Limit>[],
): readonly ScopedLimit<Limit>[] {
  const limits: ScopedLimit<Limit>[] = []
  const label = (of: NameOrId) => (of.id === undefined ? `name=${of.name?.toLowerCase()}` : `id=${of.id.toLowerCase()}`)
  for (const api of apis) {
    for (const operation of api.operations) {
      limits.push({
        limit: operation.limit,
        keySuffix: `|api ${label(api.of)}|operation ${label(operation.of)}`,
        appliesTo: (context) => isMeant(api.of, context.api) && isMeant(operation.of, context.operation),
      })
    }
  }
  for (const operation of operations) {
    limits.push({
      limit: operation.limit,
      keySuffix: `|operation ${label(operation.of)}`,
      appliesTo: (context) => isMeant(operation.of, context.operation),
    })
  }
  for (const api of apis) {
    limits.push({
      limit: api.limit,
      keySuffix: `|api ${label(api.of)}`,
      appliesTo: (context) => isMeant(api.of, context.api),
    })
  }
  limits.push({ limit: whole, keySuffix: '', appliesTo: () => true })
  return limits
}
