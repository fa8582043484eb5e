import { builtInGlobal } from './built-in-global.ts'
import { type PolicyScope, policyScopes, type SectionName } from './document/policy-document.ts'
import { type EffectivePolicy, mergeScopes, type ScopedDocument } from './scopes.ts'
import { isElement } from './xml/xml-tree.ts'

/**
 * What runs of a call whose scopes have these documents, whatever their order: the gateway compiles it, and editors show
 * it.
 */
export const toEffectivePolicy = (documents: readonly ScopedDocument[]): EffectivePolicy =>
  mergeScopes([builtInGlobal, ...documents])

/** A document whose section has no `<base />`, and the wider scopes of the call that do not run because of it. */
export interface CutOff {
  readonly by: PolicyScope
  /** Widest first. */
  readonly scopes: readonly PolicyScope[]
}

/**
 * The narrowest document that keeps others from running in a section; undefined = all of them run. The global document
 * keeps nobody's from running.
 */
export function findCutOff(documents: readonly ScopedDocument[], section: SectionName): CutOff | undefined {
  const present = policyScopes.filter((scope) => documents.some((one) => one.scope === scope))
  for (const by of present.toReversed()) {
    const element = documents.find((one) => one.scope === by)?.document?.sections[section]
    if (element === undefined || by === 'global') continue
    const hasBase = element.children.some((child) => isElement(child) && child.name === 'base')
    if (!hasBase) return { by, scopes: present.slice(0, present.indexOf(by)) }
  }
  return undefined
}
