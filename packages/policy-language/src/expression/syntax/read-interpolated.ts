import { readEscape } from './read-literal.ts'
import { ExpressionFault } from './syntax-fault.ts'
import type { InterpolatedTokens, Token } from './tokenize.ts'

/** Reads the C# in a hole, up to one of `stops` outside of all brackets. */
type ReadHole = (from: number, stops: string) => { readonly tokens: readonly Token[]; readonly end: number }

/**
 * Reads `$"…"` from behind its opening quotation mark.
 * @throws ExpressionFault
 */
export function readInterpolated(
  text: string,
  contentStart: number,
  isVerbatim: boolean,
  readTokens: ReadHole,
): { readonly parts: readonly InterpolatedTokens[]; readonly end: number } {
  const parts: InterpolatedTokens[] = []
  let run = ''
  let at = contentStart
  const endRun = (): void => {
    if (run !== '') parts.push({ kind: 'text', text: run })
    run = ''
  }
  for (;;) {
    const char = text.charAt(at)
    const isDoubled = text.charAt(at + 1) === char
    if (char === '' || (!isVerbatim && (char === '\n' || char === '\r'))) {
      throw new ExpressionFault('The interpolated string is never closed.', { start: contentStart - 1, end: at })
    }
    if (char === '"' && !(isVerbatim && isDoubled)) {
      endRun()
      return { parts, end: at + 1 }
    }
    if ((char === '{' || char === '}' || char === '"') && isDoubled) {
      run += char
      at += 2
    } else if (char === '}') {
      throw new ExpressionFault("'}' in an interpolated string is written '}}'.", { start: at, end: at + 1 })
    } else if (char === '{') {
      endRun()
      const hole = readHole(text, at, isVerbatim, readTokens)
      parts.push(hole.part)
      at = hole.end
    } else if (char === '\\' && !isVerbatim) {
      const escaped = readEscape(text, at)
      run += escaped.value
      at = escaped.end
    } else {
      run += char
      at++
    }
  }
}

function readHole(
  text: string,
  open: number,
  isVerbatim: boolean,
  readTokens: ReadHole,
): { readonly part: InterpolatedTokens; readonly end: number } {
  const { tokens: expression, end: afterExpression } = readTokens(open + 1, ',:}')
  let at = afterExpression
  let alignment: readonly Token[] | undefined
  if (text.charAt(at) === ',') {
    const read = readTokens(at + 1, ':}')
    alignment = read.tokens
    at = read.end
  }
  let format: string | undefined
  if (text.charAt(at) === ':') {
    const read = readFormat(text, at + 1, isVerbatim)
    format = read.format
    at = read.end
  }
  if (text.charAt(at) !== '}') {
    throw new ExpressionFault("The '{' of the interpolated string is never closed.", { start: open, end: open + 1 })
  }
  return { part: { kind: 'hole', expression, alignment, format }, end: at + 1 }
}

function readFormat(
  text: string,
  from: number,
  isVerbatim: boolean,
): { readonly format: string; readonly end: number } {
  let format = ''
  let at = from
  for (;;) {
    const char = text.charAt(at)
    const isDoubled = text.charAt(at + 1) === char
    if (char === '' || (char === '"' && !(isVerbatim && isDoubled))) return { format, end: at }
    if (char === '}' && !isDoubled) return { format, end: at }
    if ((char === '{' || char === '}' || char === '"') && isDoubled) {
      format += char
      at += 2
    } else if (char === '\\' && !isVerbatim) {
      const escaped = readEscape(text, at)
      format += escaped.value
      at = escaped.end
    } else {
      format += char
      at++
    }
  }
}
