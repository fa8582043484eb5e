import { endOfCSharp } from './csharp-span.ts'

/**
 * Policy text in the form `rawxml` may hold C# as it is written, with `<`, `"` and `&`, where XML would need
 * references. Before XML is read, such characters are put behind stand-ins of the same length, so that every
 * position stays what it is in the text.
 */
export interface MaskedText {
  readonly text: string
  /** Puts the characters back into a value read from `text`. */
  unmask(value: string): string
}

const masked = ['&', '<', '>', '"', "'", '\n', '\r', '\t'] as const
type Masked = (typeof masked)[number]
const whiteSpace: readonly string[] = ['\n', '\r', '\t']
const privateUseStart = 0xe000
const privateUseEnd = 0xf8ff

/** An expression in value position: `@(` or `@{`, after white space only. */
const expressionStart = /[ \t\r\n]*@[({]/y

/** So many expressions that never close are looked at; each costs a pass over the rest of the text. */
const maxUnclosed = 16

/** An expression that is legal XML where it stands is read as XML; any other is read as it is written. */
export function maskRawExpressions(text: string): MaskedText {
  const spans = findExpressions(text)
  if (spans.length === 0) return { text, unmask: (value) => value }
  const standIns = chooseStandIns(text)
  const pieces: string[] = []
  let done = 0
  for (const { start, end, isLegalXml } of spans) {
    pieces.push(text.slice(done, start))
    for (let i = start; i < end; i++) {
      const char = text.charAt(i)
      const standIn = standIns.get(char)
      // Legal or not, XML would turn the line ends of an attribute into spaces and so lengthen a // comment.
      const isMasked = standIn !== undefined && (!isLegalXml || whiteSpace.includes(char))
      pieces.push(isMasked ? standIn : char)
    }
    done = end
  }
  pieces.push(text.slice(done))
  const originals = new Map([...standIns].map(([char, standIn]) => [standIn, char]))
  const standInPattern = new RegExp(`[${[...originals.keys()].join('')}]`, 'g')
  return {
    text: pieces.join(''),
    // Line ends become LF as in every XML value.
    unmask: (value) =>
      value.replace(standInPattern, (standIn) => originals.get(standIn) ?? standIn).replace(/\r\n?/g, '\n'),
  }
}

/** Characters of the private use area that the text itself does not hold, by the character they stand for. */
function chooseStandIns(text: string): ReadonlyMap<string, string> {
  const used = new Set(text.match(/[\ue000-\uf8ff]/g))
  const standIns = new Map<Masked, string>()
  let code = privateUseStart
  for (const char of masked) {
    while (code <= privateUseEnd && used.has(String.fromCharCode(code))) code++
    standIns.set(char, String.fromCharCode(code))
    code++
  }
  return standIns
}

interface Expression {
  /** Of the `@`. */
  readonly start: number
  /** Behind the closing bracket. */
  readonly end: number
  readonly isLegalXml: boolean
}

function findExpressions(text: string): readonly Expression[] {
  const found: Expression[] = []
  let unclosed = 0
  let i = 0

  /** The expression that fills the value which begins at `from` and ends at `delimiter`. */
  const expressionAt = (from: number, delimiter: string): Expression | undefined => {
    expressionStart.lastIndex = from
    if (!expressionStart.test(text)) return undefined
    const open = expressionStart.lastIndex - 1
    const start = open - 1
    const legalEnd = endOfLegalXml(text, start, delimiter)
    if (legalEnd !== undefined) return { start, end: legalEnd, isLegalXml: true }
    const end = unclosed < maxUnclosed ? endOfCSharp(text, open) : undefined
    if (end === undefined) {
      unclosed++
      return undefined
    }
    let close = end
    while (/[ \t\r\n]/.test(text.charAt(close))) close++
    return text.charAt(close) === delimiter ? { start, end, isLegalXml: false } : undefined
  }

  const skipTag = (): void => {
    i++
    while (i < text.length) {
      const char = text.charAt(i)
      i++
      if (char === '>') return
      if (char !== '"' && char !== "'") continue
      const expression = expressionAt(i, char)
      if (expression !== undefined) found.push(expression)
      i = behind(text, char, expression?.end ?? i)
    }
  }

  while (i < text.length) {
    if (text.startsWith('<!--', i)) i = behind(text, '-->', i + 4)
    else if (text.startsWith('<![CDATA[', i)) i = behind(text, ']]>', i + 9)
    else if (text.startsWith('<?', i)) i = behind(text, '?>', i + 2)
    else if (text.charAt(i) === '<') skipTag()
    else {
      const expression = expressionAt(i, '<')
      if (expression !== undefined) found.push(expression)
      const next = text.indexOf('<', expression?.end ?? i)
      i = next < 0 ? text.length : next
    }
  }
  return found
}

function behind(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from)
  return at < 0 ? text.length : at + what.length
}

/** Where the expression ends that XML reads from `start` to the delimiter, when that is a whole one. */
function endOfLegalXml(text: string, start: number, delimiter: string): number | undefined {
  const close = text.indexOf(delimiter, start)
  if (close < 0) return undefined
  const written = text.slice(start, close).trimEnd()
  if (written.includes('<') || written.includes(']]>')) return undefined
  let isProper = true
  const code = written.replace(/&(#?[A-Za-z0-9]*;?)/g, (_, reference: string) => {
    const char = resolveReference(reference)
    if (char === undefined) isProper = false
    return char ?? ''
  })
  return isProper && endOfCSharp(code, 1) === code.length ? start + written.length : undefined
}

const namedReferences: Readonly<Record<string, string>> = {
  'amp;': '&',
  'lt;': '<',
  'gt;': '>',
  'quot;': '"',
  'apos;': "'",
}

function resolveReference(reference: string): string | undefined {
  if (Object.hasOwn(namedReferences, reference)) return namedReferences[reference]
  const [, hex, decimal] = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));$/.exec(reference) ?? []
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}
