import { maskRawExpressions } from '@sluice/policy-language'

/** Where something stands in a text: offsets, the end behind the last character. */
export interface Span {
  readonly from: number
  readonly to: number
}

export interface ScannedAttribute extends Span {
  readonly name: string
  /** Between the quotes; undefined while it has no value yet. */
  readonly value: Span | undefined
}

export interface ScannedElement extends Span {
  readonly name: string
  readonly nameSpan: Span
  readonly attributes: readonly ScannedAttribute[]
  /** Behind the `>` of its first tag; undefined while that tag is still being written. */
  readonly openEnd: number | undefined
  readonly isSelfClosing: boolean
  /** Of the `<` of its closing tag; undefined where it has none. */
  readonly closeFrom: number | undefined
  readonly parent: ScannedElement | undefined
  readonly children: readonly ScannedElement[]
}

/** A policy document as it is being written: whatever can be seen of its elements, however wrong the rest is. */
export interface ScannedPolicy {
  readonly text: string
  readonly roots: readonly ScannedElement[]
  /** All elements in the order of their first tags. */
  readonly elements: readonly ScannedElement[]
  /** Comments and CDATA sections, in which nothing is an element. */
  readonly opaque: readonly Span[]
}

interface OpenElement {
  name: string
  nameSpan: Span
  from: number
  to: number
  attributes: ScannedAttribute[]
  openEnd: number | undefined
  isSelfClosing: boolean
  closeFrom: number | undefined
  parent: OpenElement | undefined
  children: OpenElement[]
}

const nameCharacters = /[^\s<>/="'&]*/y

/** Reads the elements of a text with their places; never throws. */
export function scanPolicy(text: string): ScannedPolicy {
  // C# may hold `<` and quotes; masked, it is as long and holds none.
  const masked = maskRawExpressions(text).text
  const roots: OpenElement[] = []
  const elements: OpenElement[] = []
  const opaque: Span[] = []
  let innermost: OpenElement | undefined
  let at = 0

  const nameAt = (from: number): string => {
    nameCharacters.lastIndex = from
    return nameCharacters.exec(masked)?.[0] ?? ''
  }
  const behind = (what: string, from: number): number => {
    const found = masked.indexOf(what, from)
    return found < 0 ? masked.length : found + what.length
  }

  const closeTag = (from: number): void => {
    const name = nameAt(from + 2)
    const end = behind('>', from)
    at = end
    let closing = innermost
    while (closing !== undefined && closing.name !== name) closing = closing.parent
    // A tag that closes nothing is left out: what is around it stays as it is.
    if (closing === undefined) return
    for (let open = innermost; open !== undefined && open !== closing; open = open.parent) open.to = from
    closing.closeFrom = from
    closing.to = end
    innermost = closing.parent
  }

  const openTag = (from: number): void => {
    const name = nameAt(from + 1)
    const element: OpenElement = {
      name,
      nameSpan: { from: from + 1, to: from + 1 + name.length },
      from,
      to: masked.length,
      attributes: [],
      openEnd: undefined,
      isSelfClosing: false,
      closeFrom: undefined,
      parent: innermost,
      children: [],
    }
    elements.push(element)
    if (innermost === undefined) roots.push(element)
    else innermost.children.push(element)
    at = from + 1 + name.length
    readAttributes(element)
    if (element.isSelfClosing || element.openEnd === undefined) element.to = at
    else innermost = element
  }

  const readAttributes = (element: OpenElement): void => {
    while (at < masked.length) {
      const char = masked.charAt(at)
      if (char === '>') {
        at++
        element.openEnd = at
        return
      }
      if (masked.startsWith('/>', at)) {
        at += 2
        element.openEnd = at
        element.isSelfClosing = true
        return
      }
      // The next tag begins: this one was left unfinished.
      if (char === '<') return
      const name = nameAt(at)
      if (name === '') {
        at++
        continue
      }
      readAttribute(element, name)
    }
  }

  const readAttribute = (element: OpenElement, name: string): void => {
    const from = at
    at += name.length
    let next = skipSpace(masked, at)
    if (masked.charAt(next) !== '=') {
      element.attributes.push({ name, from, to: at, value: undefined })
      return
    }
    next = skipSpace(masked, next + 1)
    const quote = masked.charAt(next)
    if (quote !== '"' && quote !== "'") {
      at = next
      element.attributes.push({ name, from, to: at, value: undefined })
      return
    }
    const close = masked.indexOf(quote, next + 1)
    // While a value is being written its closing quote may be that of a later attribute: it ends before the tag does.
    const limit = masked.indexOf('<', next + 1)
    const isClosed = close >= 0 && (limit < 0 || close < limit)
    const to = isClosed ? close : limit < 0 ? masked.length : limit
    at = isClosed ? to + 1 : to
    element.attributes.push({ name, from, to: at, value: { from: next + 1, to } })
  }

  while (at < masked.length) {
    const from = masked.indexOf('<', at)
    if (from < 0) break
    if (masked.startsWith('<!--', from)) at = pushSpan(opaque, from, behind('-->', from + 4))
    else if (masked.startsWith('<![CDATA[', from)) at = pushSpan(opaque, from, behind(']]>', from + 9))
    else if (masked.startsWith('<?', from)) at = pushSpan(opaque, from, behind('?>', from + 2))
    else if (masked.startsWith('</', from)) closeTag(from)
    else openTag(from)
  }
  return { text, roots, elements, opaque }
}

function pushSpan(spans: Span[], from: number, to: number): number {
  spans.push({ from, to })
  return to
}

function skipSpace(text: string, from: number): number {
  let i = from
  while (/\s/.test(text.charAt(i))) i++
  return i
}

/** The innermost element in whose content the offset is; undefined outside of all. */
export function elementAround({ elements }: ScannedPolicy, offset: number): ScannedElement | undefined {
  let found: ScannedElement | undefined
  for (const element of elements) {
    if (element.from > offset) break
    const { openEnd, isSelfClosing, closeFrom, to } = element
    if (openEnd === undefined || isSelfClosing || offset < openEnd) continue
    if (offset <= (closeFrom ?? to)) found = element
  }
  return found
}

/** From the outermost element to this one. */
export function namesTo(element: ScannedElement | undefined): readonly string[] {
  const names: string[] = []
  for (let at = element; at !== undefined; at = at.parent) names.unshift(at.name)
  return names
}
