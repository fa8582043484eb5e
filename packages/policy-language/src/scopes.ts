import {
  type PolicyDocument,
  type PolicyScope,
  policyScopes,
  type SectionName,
  sectionNames,
} from './document/policy-document.ts'
import { isElement, type XmlElement } from './xml/xml-tree.ts'

/** The document of one scope that a call passes. */
export interface ScopedDocument {
  readonly scope: PolicyScope
  /** Resource id of the scope; with the subscription, what counters are kept by. */
  readonly scopeId: string
  /** Undefined = none was written there: its parent's runs unchanged. */
  readonly document: PolicyDocument | undefined
}

/** A statement with the place it came from. */
export interface PlacedStatement {
  readonly statement: XmlElement
  readonly scope: PolicyScope
  readonly scopeId: string
  readonly section: SectionName
  /** Place in its section, counted among statements of the same name: `choose[3]`. */
  readonly path: string
}

/** The documents of all scopes of a call merged at their `<base/>`: flat, in the order statements run. */
export type EffectivePolicy = Readonly<Record<SectionName, readonly PlacedStatement[]>>

/**
 * Merges the documents of a call's scopes, in whatever order they are given. A section that is not written runs its
 * parent's; one that is written without `<base/>` does not.
 * @see reference: API Management, 3.1
 */
export function mergeScopes(documents: readonly ScopedDocument[]): EffectivePolicy {
  const widestFirst = [...documents].sort((a, b) => policyScopes.indexOf(a.scope) - policyScopes.indexOf(b.scope))
  const merge = (section: SectionName): readonly PlacedStatement[] => {
    let merged: readonly PlacedStatement[] = []
    for (const scoped of widestFirst) merged = insertParent(scoped, section, merged)
    return Object.freeze(merged)
  }
  const [inbound, backend, outbound, onError] = sectionNames
  return Object.freeze({
    [inbound]: merge(inbound),
    [backend]: merge(backend),
    [outbound]: merge(outbound),
    [onError]: merge(onError),
  })
}

function insertParent(
  { document, scope, scopeId }: ScopedDocument,
  section: SectionName,
  parent: readonly PlacedStatement[],
): readonly PlacedStatement[] {
  const element = document?.sections[section]
  if (element === undefined) return parent
  const merged: PlacedStatement[] = []
  for (const [statement, path] of withPaths(element)) {
    if (statement.name === 'base') merged.push(...parent)
    else merged.push(Object.freeze({ statement, scope, scopeId, section, path }))
  }
  return merged
}

/** The elements directly in `parent`, each with its path below `prefix`, such as `choose[3]/when[2]`. */
export function withPaths(parent: XmlElement, prefix = ''): readonly (readonly [XmlElement, string])[] {
  const counts = new Map<string, number>()
  return parent.children.filter(isElement).map((element) => {
    const index = (counts.get(element.name) ?? 0) + 1
    counts.set(element.name, index)
    return [element, `${prefix === '' ? '' : `${prefix}/`}${element.name}[${index}]`] as const
  })
}
