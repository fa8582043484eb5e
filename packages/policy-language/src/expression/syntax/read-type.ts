import type { TypeName } from '../net-types/type-name.ts'
import { ExpressionFault } from './syntax-fault.ts'
import type { TokenReader } from './token-reader.ts'

const typeKeywords: ReadonlySet<string> = new Set(
  'bool byte char decimal double float int long object sbyte short string uint ulong ushort'.split(' '),
)

export const isTypeKeyword = (reader: TokenReader): boolean =>
  reader.peek().kind === 'keyword' && typeKeywords.has(reader.peek().text)

/** @throws ExpressionFault */
export function readType(reader: TokenReader, context: 'declaration' | 'operator' = 'declaration'): TypeName {
  const type = tryType(reader, context)
  if (type === undefined) throw reader.fault('a type')
  return type
}

/**
 * Reads a type if one stands here; otherwise nothing was taken.
 * @param context behind `is` and `as`, a `?` may also begin `a ? b : c`
 */
export function tryType(
  reader: TokenReader,
  context: 'declaration' | 'operator' = 'declaration',
): TypeName | undefined {
  return reader.attempt(() => {
    const start = reader.peek().start
    let type = trySimpleType(reader)
    while (type !== undefined) {
      if (reader.is('[') && reader.is(']', 1)) {
        reader.take()
        reader.take()
        type = { kind: 'array', element: type, start, end: reader.lastEnd }
      } else if (reader.is('[') && reader.is(',', 1)) {
        throw new ExpressionFault('Arrays of several dimensions are not served.', reader.peek())
      } else if (reader.is('?') && (context === 'declaration' || !beginsExpression(reader, 1))) {
        reader.take()
        type = { kind: 'nullable', of: type, start, end: reader.lastEnd }
      } else return type
    }
    return undefined
  })
}

/** Whether what stands so far ahead can be the beginning of an expression. */
export function beginsExpression(reader: TokenReader, ahead: number): boolean {
  const token = reader.peek(ahead)
  if (token.kind === 'end') return false
  if (token.kind === 'symbol') return ['(', '-', '+', '!', '~', '++', '--'].includes(token.text)
  return !(token.kind === 'keyword' && ['is', 'as', 'in'].includes(token.text))
}

function trySimpleType(reader: TokenReader): TypeName | undefined {
  const { start } = reader.peek()
  if (isTypeKeyword(reader)) {
    return { kind: 'name', name: reader.take().text, args: [], start, end: reader.lastEnd }
  }
  if (reader.is('(')) return reader.nested(() => tryTupleType(reader))
  if (reader.isWord('global') && reader.is('::', 1)) {
    reader.take()
    reader.take()
  }
  if (reader.peek().kind !== 'identifier') return undefined
  let name = reader.take().text
  let args = tryTypeArguments(reader)
  while (reader.is('.') && reader.peek(1).kind === 'identifier') {
    if (args !== undefined) return undefined
    reader.take()
    name += `.${reader.take().text}`
    args = tryTypeArguments(reader)
  }
  return { kind: 'name', name, args: args ?? [], start, end: reader.lastEnd }
}

function tryTupleType(reader: TokenReader): TypeName | undefined {
  const { start } = reader.take()
  const elements: { type: TypeName; name: string | undefined }[] = []
  do {
    const type = tryType(reader)
    if (type === undefined) return undefined
    const name = reader.peek().kind === 'identifier' ? reader.take().text : undefined
    elements.push({ type, name })
  } while (reader.takeIf(','))
  if (elements.length < 2 || !reader.takeIf(')')) return undefined
  return { kind: 'tuple', elements, start, end: reader.lastEnd }
}

/** `<A, B>`; undefined when that is not what stands here. */
export function tryTypeArguments(reader: TokenReader): readonly TypeName[] | undefined {
  if (!reader.is('<')) return undefined
  return reader.attempt(() =>
    reader.nested(() => {
      reader.take()
      const args: TypeName[] = []
      do {
        const arg = tryType(reader)
        if (arg === undefined) return undefined
        args.push(arg)
      } while (reader.takeIf(','))
      return reader.takeIf('>') ? args : undefined
    }),
  )
}

/** Behind a list of type arguments in an expression; anything else makes `<` and `>` comparisons (C# 7, 6.2.5). */
const afterTypeArguments = [
  '(',
  ')',
  ']',
  '}',
  ':',
  ';',
  ',',
  '.',
  '?',
  '==',
  '!=',
  '|',
  '^',
  '&&',
  '||',
  '&',
  '[',
  '??',
]

/** Type arguments behind a name in an expression. */
export function tryTypeArgumentsInExpression(reader: TokenReader): readonly TypeName[] {
  const read = reader.attempt(() => {
    const args = tryTypeArguments(reader)
    const next = reader.peek()
    return args !== undefined && (next.kind === 'end' || afterTypeArguments.includes(next.text)) ? args : undefined
  })
  return read ?? []
}
