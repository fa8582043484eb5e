import type { Fault } from '@sluice/contracts'
import { checkFragment, checkPolicy } from '@sluice/gateway/documents'
import { checkBase } from '@sluice/management/policy-files'
import {
  type FragmentText,
  findFragmentReferences,
  findNamedValues,
  fragmentKey,
  inOrder,
  namedValueKey,
  type PolicyScope,
  type StoredDefinitions,
} from '@sluice/policy-language'
import type { ConfigurationAround } from './find-configuration.ts'

export interface CheckedText {
  readonly text: FragmentText
  /** The configuration that it stands in; without one, it may refer to anything. */
  readonly around: ConfigurationAround | undefined
  /** Undefined = that of its place, or any. */
  readonly scope: PolicyScope | undefined
}

/** Everything that is wrong with a policy document or fragment. Never throws. */
export function checkPolicyText({ text, around, scope }: CheckedText): readonly Fault[] {
  const own = around?.own
  const definitions = around === undefined ? openDefinitions(text.value) : definitionsOf(around)
  if (own === undefined ? isFragment(text.value) : own.kind === 'fragment') {
    return checkFragment(own?.kind === 'fragment' ? own.id : '', text, definitions)
  }
  const inScope = (one: PolicyScope) => checkPolicy(text.value, text.format, one, definitions)
  const known = scope ?? (own?.kind === 'policy' ? own.scope : undefined)
  if (known === undefined) return inAnyScope(inScope)
  const faults = inScope(known)
  if (around === undefined || own === undefined) return faults
  return inOrder([...faults, ...checkBase(own.path, text, around.policies.restrictedPaths)])
}

/** The narrowest first: its sentences name what most documents may hold. */
const narrowestFirst = ['operation', 'api', 'product', 'global'] as const

/** What is wrong wherever the document stands; when it fits nowhere for different reasons, those of the nearest. */
function inAnyScope(check: (scope: PolicyScope) => readonly Fault[]): readonly Fault[] {
  const [first = [], ...others] = narrowestFirst.map(check)
  if ([first, ...others].some((faults) => faults.length === 0)) return []
  const common = first.filter(({ target }) => others.every((faults) => faults.some((fault) => fault.target === target)))
  if (common.length > 0) return common
  return [first, ...others].reduce((least, faults) => (faults.length < least.length ? faults : least))
}

const definitionsOf = ({ policies }: ConfigurationAround): StoredDefinitions => ({
  namedValues: policies.namedValues,
  openValues: policies.openValues,
  fragments: policies.fragments,
  backendIds: new Set(policies.backendUrls.keys()),
})

/** Whatever the text refers to is there, and nothing is known of it. */
function openDefinitions(text: string): StoredDefinitions {
  const empty: FragmentText = { value: '<fragment />', format: 'rawxml' }
  return {
    namedValues: new Map(),
    openValues: new Set(findNamedValues(text).map(({ name }) => namedValueKey(name))),
    fragments: new Map(findFragmentReferences(text).map(({ fragmentId }) => [fragmentKey(fragmentId), empty])),
  }
}

/** Whether the first element is that of a fragment. */
const isFragment = (text: string): boolean =>
  /^<fragment\b/.test(text.replace(/^\ufeff/, '').replace(/^(?:\s|<!--[\s\S]*?-->|<\?[\s\S]*?\?>)+/, ''))
