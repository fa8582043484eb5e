import type { PolicyAttribute, PolicyContent, PolicyValue } from '@sluice/contracts'
import { allowedInside, attributesOf, contentOf, type PolicyCatalogue, shapeOf } from './policy-shapes.ts'
import { elementAround, type ScannedElement, type ScannedPolicy, scanPolicy } from './scan-policy.ts'

/** Names of the instance that a document may use. */
export interface KnownNames {
  readonly namedValues: readonly string[]
  readonly fragments: readonly string[]
  readonly backends: readonly string[]
}

export interface Offer {
  /** As it is shown and filtered by. */
  readonly label: string
  /** What is written in place of the span. */
  readonly insert: string
  /** Where the cursor goes, from the start of what is written; default: behind it. */
  readonly cursor?: number
  readonly help: string
  readonly kind: 'element' | 'attribute' | 'value' | 'named-value'
}

export interface Offers {
  /** What the chosen one replaces: from here to the cursor. */
  readonly from: number
  readonly offers: readonly Offer[]
}

/** What may be written at an offset of the text, by section, parent and declaration. */
export function offersAt(
  text: string,
  offset: number,
  catalogue: PolicyCatalogue,
  names: KnownNames,
): Offers | undefined {
  const policy = scanPolicy(text)
  if (policy.opaque.some(({ from, to }) => offset > from && offset < to)) return undefined
  const namedValue = /\{\{([\w.-]*)$/.exec(text.slice(0, offset))
  if (namedValue !== null) return namedValueOffers(text, offset, namedValue[1] ?? '', names)
  const tag = policy.elements.find(({ from, openEnd, to }) => offset > from && offset < (openEnd ?? to + 1))
  if (tag !== undefined) return inTag(policy, tag, offset, catalogue, names)
  return inContent(policy, offset, catalogue, names)
}

function namedValueOffers(text: string, offset: number, typed: string, { namedValues }: KnownNames): Offers {
  const end = text.startsWith('}}', offset) ? '' : '}}'
  return {
    from: offset - typed.length,
    offers: namedValues.map((name) => ({
      label: name,
      insert: `${name}${end}`,
      cursor: name.length + 2,
      help: '',
      kind: 'named-value',
    })),
  }
}

function inTag(
  policy: ScannedPolicy,
  tag: ScannedElement,
  offset: number,
  catalogue: PolicyCatalogue,
  names: KnownNames,
): Offers | undefined {
  if (offset <= tag.nameSpan.to) return elementOffers(policy, tag.parent, tag, catalogue)
  const shape = shapeOf(tag, catalogue)
  const declared = attributesOf(shape)
  const attribute = tag.attributes.find(({ from, to }) => offset >= from && offset <= to)
  if (attribute?.value !== undefined && offset >= attribute.value.from && offset <= attribute.value.to) {
    const known = declared.find(({ name }) => name === attribute.name)
    if (known === undefined) return undefined
    return { from: attribute.value.from, offers: valueOffers(known.value, names, tag.name, attribute.name) }
  }
  if (attribute !== undefined && offset > attribute.from + attribute.name.length) return undefined
  const before = policy.text.charAt(offset - 1)
  if (attribute === undefined && !/\s/.test(before)) return undefined
  const taken = new Set(tag.attributes.filter((one) => one !== attribute).map(({ name }) => name))
  return {
    from: attribute?.from ?? offset,
    offers: declared
      .filter(({ name }) => !taken.has(name))
      .map(({ name, help, default: value = '' }) => ({
        label: name,
        insert: attribute?.value === undefined ? `${name}="${value}"` : name,
        ...(attribute?.value === undefined ? { cursor: name.length + 2 } : {}),
        help,
        kind: 'attribute',
      })),
  }
}

function inContent(
  policy: ScannedPolicy,
  offset: number,
  catalogue: PolicyCatalogue,
  names: KnownNames,
): Offers | undefined {
  const around = elementAround(policy, offset)
  const shape = around && shapeOf(around, catalogue)
  if (around !== undefined && (shape?.kind === 'policy' || shape?.kind === 'child')) {
    const content = contentOf(shape)
    if (content.kind === 'text') {
      const from = around.openEnd ?? offset
      return { from, offers: valueOffers(content.value, names, around.name, '') }
    }
  }
  return elementOffers(policy, around, undefined, catalogue, offset)
}

/** @param tag the one that is being written, from its `<` on; undefined = none has been begun */
function elementOffers(
  { roots }: ScannedPolicy,
  parent: ScannedElement | undefined,
  tag: ScannedElement | undefined,
  catalogue: PolicyCatalogue,
  offset?: number,
): Offers {
  // What is being written is no element yet that could be one too many.
  const written = tag?.openEnd === undefined ? tag : undefined
  const without = parent && { ...parent, children: parent.children.filter((child) => child !== written) }
  const isWhole = tag !== undefined && (tag.attributes.length > 0 || tag.openEnd !== undefined)
  return {
    from: tag?.nameSpan.from ?? offset ?? 0,
    offers: allowedInside(
      without,
      roots.filter((root) => root !== written),
      catalogue,
    ).map(({ name, help, policy, child }) => {
      if (isWhole) return { label: name, insert: name, help, kind: 'element' }
      const { text, cursor } = toElementText(name, policy ?? child)
      return tag === undefined
        ? { label: name, insert: text, cursor, help, kind: 'element' }
        : { label: name, insert: text.slice(1), cursor: cursor - 1, help, kind: 'element' }
    }),
  }
}

interface Declared {
  readonly attributes: readonly Pick<PolicyAttribute, 'name' | 'isRequired'>[]
  readonly content: PolicyContent
}

/** An element with the attributes that it must have, and the cursor at the first thing to be filled in. */
export function toElementText(
  name: string,
  declared: Declared | undefined,
): { readonly text: string; readonly cursor: number } {
  const required = (declared?.attributes ?? []).filter(({ isRequired }) => isRequired)
  const start = `<${name}${required.map(({ name: attribute }) => ` ${attribute}=""`).join('')}`
  const isEmpty = declared !== undefined && mayBeEmpty(declared.content)
  const text = isEmpty ? `${start} />` : `${start}></${name}>`
  const firstValue = start.indexOf('""')
  if (firstValue >= 0) return { text, cursor: firstValue + 1 }
  return { text, cursor: isEmpty ? text.length : start.length + 1 }
}

const mayBeEmpty = (content: PolicyContent): boolean =>
  content.kind === 'none' || (content.kind === 'elements' && content.elements.every(({ min }) => min === 0))

function valueOffers(value: PolicyValue, names: KnownNames, element: string, attribute: string): readonly Offer[] {
  const toOffer = (text: string): Offer => ({ label: text, insert: text, help: '', kind: 'value' })
  if (value.type === 'choice') return value.values.map(toOffer)
  if (value.type === 'boolean') return ['true', 'false'].map(toOffer)
  if (value.type !== 'text') return []
  if (value.names === 'backend') return names.backends.map(toOffer)
  // The declaration calls it a text: the fragments of the instance are known here only.
  return element === 'include-fragment' && attribute === 'fragment-id' ? names.fragments.map(toOffer) : []
}
