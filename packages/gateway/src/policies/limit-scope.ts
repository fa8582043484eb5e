import type { AttributeRule } from '@sluice/policy-language'
import { text } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { type Attributes, element, elements, many } from '../pipeline/element-spec.ts'
import { withoutRevision } from '../snapshot/resource-path.ts'

/** How the `<api>` and `<operation>` elements of limits say whom they mean. */
const nameOrId = {
  name: text('Display name of what is meant; the identifier beats it.').optional(),
  id: text('Identifier of what is meant.').optional(),
}
const nameOrIdRule: AttributeRule = { rule: 'at-least-one', of: ['name', 'id'] }

interface NameOrId {
  readonly name: string | undefined
  readonly id: string | undefined
}

type Named = { readonly id: string; readonly properties: { readonly displayName: string } } | undefined

/** `<api>` and `<operation>` inside a limit, and `<operation>` inside `<api>`: each a limit of its own. */
export function narrowerLimits<Limit extends Attributes>(limit: Limit, rules: readonly AttributeRule[] = []) {
  const nested = { attributes: { ...nameOrId, ...limit }, rules: [nameOrIdRule, ...rules] }
  const operation = element(nested)
  const api = element({
    ...nested,
    content: elements({ operation: many('A limit of its own for one operation of the API.', operation) }),
  })
  return elements({
    api: many('A limit of its own for one API.', api),
    operation: many('A limit of its own for one operation.', operation),
  })
}

/** Identifier beats name; both are compared in any case, and a limit holds for all revisions of an API. */
function isMeant({ id, name }: NameOrId, found: Named): boolean {
  if (found === undefined) return false
  if (id !== undefined) return withoutRevision(found.id.toLowerCase()) === withoutRevision(id.toLowerCase())
  return found.properties.displayName.toLowerCase() === name?.toLowerCase()
}

export interface ScopedLimit<Limit> {
  readonly limit: Limit
  /** Part of the counter's key, so that each definition counts for itself. */
  readonly keySuffix: string
  appliesTo(context: CallContext): boolean
}

/** What `narrowerLimits` gives a policy of its children. */
interface WithNarrower<Settings> {
  readonly children: {
    readonly api: readonly (Settings &
      NameOrId & { readonly children: { readonly operation: readonly (Settings & NameOrId)[] } })[]
    readonly operation: readonly (Settings & NameOrId)[]
  }
}

/**
 * The limits of one statement, narrowest first: where several are used up, the smallest says so.
 */
export function scopedLimits<Settings, Limit>(
  settings: Settings & WithNarrower<Settings>,
  toLimit: (settings: Settings) => Limit,
): readonly ScopedLimit<Limit>[] {
  const { api: apis, operation: operations } = settings.children
  const limits: ScopedLimit<Limit>[] = []
  const label = (of: NameOrId) => (of.id === undefined ? `name=${of.name?.toLowerCase()}` : `id=${of.id.toLowerCase()}`)
  for (const api of apis) {
    for (const operation of api.children.operation) {
      limits.push({
        limit: toLimit(operation),
        keySuffix: `|api ${label(api)}|operation ${label(operation)}`,
        appliesTo: (context) => isMeant(api, context.api) && isMeant(operation, context.operation),
      })
    }
  }
  for (const operation of operations) {
    limits.push({
      limit: toLimit(operation),
      keySuffix: `|operation ${label(operation)}`,
      appliesTo: (context) => isMeant(operation, context.operation),
    })
  }
  for (const api of apis) {
    limits.push({
      limit: toLimit(api),
      keySuffix: `|api ${label(api)}`,
      appliesTo: (context) => isMeant(api, context.api),
    })
  }
  limits.push({ limit: toLimit(settings), keySuffix: '', appliesTo: () => true })
  return limits
}
