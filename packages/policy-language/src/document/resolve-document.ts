import type { Fault } from '@sluice/contracts'
import type { XmlElement } from '../xml/xml-tree.ts'
import { faultAt, faultInText } from './fault-text.ts'
import {
  expandDocument,
  expandFragment,
  type FindFragment,
  type FragmentReading,
  type FragmentText,
  findFragmentReferences,
  fragmentKey,
  type IncludedFragment,
  parseFragment,
} from './fragments.ts'
import { findNamedValues, namedValueKey, resolveNamedValues } from './named-values.ts'
import type { OpenValues } from './open-values.ts'
import type { PolicyDocument } from './policy-document.ts'

/** What policy documents may refer to. */
export interface PolicyDefinitions {
  /** By `namedValueKey`. */
  readonly namedValues: ReadonlyMap<string, string>
  readonly findFragment: FindFragment
  /** In lower case; undefined = not known here, so that any may be named. */
  readonly backendIds?: ReadonlySet<string>
  /** Named values that exist, whose values are not known here. */
  readonly openValues?: OpenValues
  /** The document is one of a WebSocket API, or of its operation. */
  readonly isForHandshake?: boolean
}

/** The named values and fragments of an instance, as they are stored. */
export interface StoredDefinitions {
  /** By name in lower case. */
  readonly namedValues: ReadonlyMap<string, string>
  /** By identifier in lower case. */
  readonly fragments: ReadonlyMap<string, FragmentText>
  /** In lower case; undefined = not asked for, so that any may be named. */
  readonly backendIds?: ReadonlySet<string>
  /** Named values that exist, whose values are not known here. */
  readonly openValues?: OpenValues
  /** The document is one of a WebSocket API, or of its operation. */
  readonly isForHandshake?: boolean
}

/** Reads each fragment once, and only those that are asked for. */
export function readDefinitions(stored: StoredDefinitions): PolicyDefinitions {
  const { namedValues, fragments, backendIds, openValues, isForHandshake } = stored
  const read = new Map<string, FragmentReading>()
  return {
    namedValues,
    ...(backendIds === undefined ? {} : { backendIds }),
    ...(openValues === undefined ? {} : { openValues }),
    ...(isForHandshake === undefined ? {} : { isForHandshake }),
    findFragment(key) {
      const known = read.get(key)
      const text = fragments.get(key)
      if (known !== undefined || text === undefined) return known
      const reading = parseFragment(text)
      read.set(key, reading)
      return reading
    },
  }
}

/** What a document refers to, there or not: a change of any of these may change what the document says. */
export interface PolicyUses {
  /** `namedValueKey` of each. */
  readonly namedValues: ReadonlySet<string>
  /** `fragmentKey` of each. */
  readonly fragments: ReadonlySet<string>
}

export interface Resolution<Resolved> {
  readonly resolved: Resolved
  readonly faults: readonly Fault[]
  readonly uses: PolicyUses
}

/**
 * Puts fragments in the place of `include-fragment` and named values in the place of their names. What is not there is
 * a fault.
 */
export function resolveDocument(
  document: PolicyDocument,
  { namedValues, openValues, findFragment }: PolicyDefinitions,
): Resolution<PolicyDocument> {
  const { expanded, faults, included } = expandDocument(document, findFragment)
  const sources = [document.source, ...included.map(({ source }) => source)]
  const uses = usesOf(sources)
  const unknown = unknownNamedValues(document.source, included, { namedValues, openValues })
  if (uses.namedValues.size === 0) return { resolved: expanded, faults, uses }
  const resolve = (section: XmlElement | undefined) => section && resolveNamedValues(section, namedValues)
  const { inbound, backend, outbound, 'on-error': onError } = expanded.sections
  const sections = Object.freeze({
    inbound: resolve(inbound),
    backend: resolve(backend),
    outbound: resolve(outbound),
    'on-error': resolve(onError),
  })
  return { resolved: Object.freeze({ ...expanded, sections }), faults: [...faults, ...unknown], uses }
}

/** The same for a fragment. @param id its own */
export function resolveFragment(
  id: string,
  { root, source }: { readonly root: XmlElement; readonly source: string },
  { namedValues, openValues, findFragment }: PolicyDefinitions,
): Resolution<XmlElement> {
  const { expanded, faults, included } = expandFragment(id, root, findFragment)
  return {
    resolved: resolveNamedValues(expanded, namedValues),
    faults: [...faults, ...unknownNamedValues(source, included, { namedValues, openValues })],
    uses: usesOf([source, ...included.map((fragment) => fragment.source)]),
  }
}

/** What these texts refer to. */
export function usesOf(sources: readonly string[]): PolicyUses {
  return {
    namedValues: new Set(sources.flatMap((text) => findNamedValues(text).map(({ name }) => namedValueKey(name)))),
    fragments: new Set(
      sources.flatMap((text) => findFragmentReferences(text).map(({ fragmentId }) => fragmentKey(fragmentId))),
    ),
  }
}

function unknownNamedValues(
  source: string,
  included: readonly IncludedFragment[],
  {
    namedValues,
    openValues,
  }: { readonly namedValues: ReadonlyMap<string, string>; readonly openValues: OpenValues | undefined },
): Fault[] {
  const isKnown = (name: string) =>
    namedValues.has(namedValueKey(name)) || openValues?.has(namedValueKey(name)) === true
  const unknownIn = (text: string) =>
    findNamedValues(text).filter(({ name, isInTemplate }) => !isInTemplate && !isKnown(name))
  const explain = (name: string) => `The named value '${name}' does not exist.`
  return [
    ...unknownIn(source).map(({ name, line, column }) => faultInText({ line, column }, explain(name))),
    ...included.flatMap(({ id, source: text, position }) =>
      unknownIn(text).map(({ name, line, column }) =>
        faultAt(
          { name: 'include-fragment', position },
          `In the fragment '${id}' on line ${line}, column ${column}: ${explain(name)}`,
        ),
      ),
    ),
  ]
}
