import { endOfCSharp } from '../xml/csharp-span.ts'
import { type PolicyFormat, parseXml, type XmlValue } from '../xml/parse-xml.ts'
import { isExpression } from './expressions.ts'
import type { PolicyDocument } from './policy-document.ts'

/**
 * The document's text in a format: `xml` with expressions escaped, `rawxml` with C# as it is written where that can
 * be read back. Everything else — comments, white space, quotes — stays as it was written.
 */
export function writePolicyDocument(
  document: Pick<PolicyDocument, 'source' | 'format' | 'values'>,
  format: PolicyFormat,
): string {
  const { source } = document
  if (format === document.format) return source
  const pieces: string[] = []
  let done = 0
  for (const value of document.values) {
    if (value.place === 'cdata' || !isExpression(value.value)) continue
    pieces.push(source.slice(done, value.start), writeValue(value, source.charAt(value.start - 1), format))
    done = value.end
  }
  pieces.push(source.slice(done))
  return pieces.join('')
}

/**
 * The text of a document or fragment in another format.
 * @returns the text as it is where it cannot be read
 */
export function convertPolicyText(text: string, from: PolicyFormat, to: PolicyFormat): string {
  const { values, fault } = parseXml(text, from)
  return fault === undefined ? writePolicyDocument({ source: text, format: from, values }, to) : text
}

/**
 * A value as the text of a document in this format.
 * @param before the character in front of it: of an attribute, its quotation mark
 */
export function writeValue({ value, place }: XmlValue, before: string, format: PolicyFormat): string {
  if (place === 'cdata') return value.replaceAll(']]>', ']]]]><![CDATA[>')
  const escaped = place === 'attribute' ? escapeAttribute(value) : escapeText(value)
  if (format === 'xml') return escaped
  // What never closes would read on behind its end, up to whatever closes it there.
  if (isExpression(value) && !isClosed(value)) return escaped.replace('@', '&#64;')
  const readsBack = ([open, close]: readonly [string, string]): boolean => {
    const { root } = parseXml(`${open}${value}${close}`, 'rawxml')
    if (place === 'attribute') return root?.attributes[0]?.value === value
    return root?.children.length === 1 && root.children[0]?.kind === 'text' && root.children[0].text === value
  }
  const around = place === 'attribute' ? ([`<a a=${before}`, `${before}/>`] as const) : (['<a>', '</a>'] as const)
  return readsBack(around) ? value : escaped
}

/** Whether the expression that the value begins ends with it. */
function isClosed(value: string): boolean {
  const end = endOfCSharp(value, value.indexOf('@') + 1)
  return end !== undefined && value.slice(end).trim() === ''
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#xA;',
  '\r': '&#xD;',
  '\t': '&#x9;',
}

const escapeAttribute = (value: string): string => value.replace(/[&<>"'\n\r\t]/g, (char) => references[char] ?? char)

const escapeText = (value: string): string => value.replace(/[&<>\r]/g, (char) => references[char] ?? char)
