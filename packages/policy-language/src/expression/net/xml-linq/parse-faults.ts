import type { NetException } from '../../run/net-exception.ts'
import { xmlException } from './xml-failures.ts'
import type { XElement } from './xml-tree.ts'

/** An element whose end tag was not read yet; `start` is the offset of the name in its start tag. */
export interface OpenElement {
  readonly element: XElement
  readonly preserves: boolean
  readonly start: number
}

/** Line and position as .NET counts them, from 1. */
export function placeAt(text: string, offset: number): { line: number; position: number } {
  const before = text.slice(0, offset)
  const lines = before.split(/\r\n|\n|\r/)
  return { line: lines.length, position: (lines.at(-1)?.length ?? 0) + 1 }
}

/** The parser fails in its own way over half of a surrogate pair, so it is looked for before. */
export function refuseHalfCharacters(text: string): void {
  const at = text.search(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/)
  if (at < 0) return
  const code = text.charCodeAt(at).toString(16).toUpperCase()
  throw xmlException(`'\ufffd', hexadecimal value 0x${code}, is an invalid character.`, placeAt(text, at))
}

/**
 * The exception of .NET for a fault of the parser.
 * @param message of the parser @param offset where it stopped
 */
export function xmlFault(
  message: string,
  text: string,
  offset: number,
  { open, lastClosed }: { readonly open: readonly OpenElement[]; readonly lastClosed: OpenElement | undefined },
): NetException {
  const fault = message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')
  const tagStart = text.lastIndexOf('<', offset - 1)
  if (/^unclosed tag|^unexpected end/.test(fault) && open.length > 0) {
    const names = open
      .map(({ element }) => element.name.localName)
      .toReversed()
      .join(', ')
    return xmlException(
      `Unexpected end of file has occurred. The following elements are not closed: ${names}.`,
      placeAt(text, text.length),
    )
  }
  if (/close tag|closing tag/.test(fault)) {
    if (lastClosed === undefined || /unmatched/.test(fault))
      return xmlException('Unexpected end tag.', placeAt(text, tagStart + 2))
    const start = placeAt(text, lastClosed.start)
    const closing = /^<\/([^\s>]*)/.exec(text.slice(tagStart))?.[1] ?? ''
    const opening = /^[^\s/>]*/.exec(text.slice(lastClosed.start))?.[0] ?? ''
    return xmlException(
      `The '${opening}' start tag on line ${start.line} position ${start.position} does not match the end tag of '${closing}'.`,
      placeAt(text, tagStart + 2),
    )
  }
  if (/only one root/.test(fault)) return xmlException('There are multiple root elements.', placeAt(text, tagStart + 1))
  if (/^unexpected end/.test(fault))
    return xmlException('Unexpected end of file has occurred.', placeAt(text, text.length))
  if (/must contain a root/.test(fault)) return xmlException('Root element is missing.')
  if (/outside of root/.test(fault)) {
    const textStart = text.lastIndexOf('>', offset - 1) + 1
    const at = textStart + text.slice(textStart).search(/\S/)
    return xmlException('Data at the root level is invalid.', placeAt(text, at))
  }
  if (/undefined entity/.test(fault)) {
    const entityStart = text.lastIndexOf('&', offset - 1) + 1
    const name = /^[^;\s<]*/.exec(text.slice(entityStart))?.[0] ?? ''
    return xmlException(`Reference to undeclared entity '${name}'.`, placeAt(text, entityStart))
  }
  const prefix = /unbound namespace prefix: "?([^".]+)/.exec(fault)?.[1]
  if (prefix !== undefined) return xmlException(`'${prefix}' is an undeclared prefix.`, placeAt(text, tagStart + 1))
  const duplicate = /duplicate attribute: (\S+)/.exec(fault)?.[1]
  if (duplicate !== undefined)
    return xmlException(
      `'${duplicate}' is a duplicate attribute name.`,
      placeAt(text, text.lastIndexOf(duplicate, offset)),
    )
  return xmlException(`${fault.slice(0, 1).toUpperCase()}${fault.slice(1)}.`, placeAt(text, Math.max(0, offset - 1)))
}
