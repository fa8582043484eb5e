import { readShift } from './read-expression.ts'
import { isTypeKeyword, tryType } from './read-type.ts'
import { ExpressionFault } from './syntax-fault.ts'
import type { ExpressionSyntax, PatternSyntax } from './syntax-tree.ts'
import type { TokenReader } from './token-reader.ts'

/** What follows `is`, `case` or begins an arm of `switch`; `and`, `or`, `not` and comparisons are newer than C# 7. */
export const readPattern = (reader: TokenReader): PatternSyntax =>
  reader.nested(() => readRow(reader, 'or', () => readRow(reader, 'and', () => readSimplePattern(reader))))

function readRow(reader: TokenReader, word: 'and' | 'or', readOne: () => PatternSyntax): PatternSyntax {
  let left = readOne()
  while (reader.takeWordIf(word)) {
    const right = readOne()
    left = Object.freeze({ kind: word, left, right, ...reader.spanFrom(left.start) })
  }
  return left
}

function readSimplePattern(reader: TokenReader): PatternSyntax {
  const { start, text } = reader.peek()
  if (reader.isWord('not') && !reader.is('.', 1)) {
    reader.take()
    const pattern = reader.nested(() => readSimplePattern(reader))
    return Object.freeze({ kind: 'not', pattern, ...reader.spanFrom(start) })
  }
  if (reader.is('(') && isPatternInBrackets(reader)) {
    reader.take()
    const pattern = readPattern(reader)
    if (reader.is(',')) throw new ExpressionFault('Patterns of several parts are not served.', reader.peek())
    reader.expect(')')
    return pattern
  }
  if (reader.isWord('var') && reader.peek(1).kind === 'identifier') {
    reader.take()
    const { text: name } = reader.take()
    return Object.freeze({ kind: 'var', name: name === '_' ? undefined : name, ...reader.spanFrom(start) })
  }
  if (reader.isWord('_') && !reader.is('.', 1) && !reader.is('(', 1)) {
    reader.take()
    return Object.freeze({ kind: 'var', name: undefined, ...reader.spanFrom(start) })
  }
  if (text === '<' || text === '>' || text === '<=' || text === '>=') {
    reader.take()
    const value = readShift(reader)
    return Object.freeze({ kind: 'relational', operator: text, value, ...reader.spanFrom(start) })
  }
  if (reader.is('{')) throw new ExpressionFault('Patterns of properties are not served.', reader.peek())
  return readTypeOrConstant(reader)
}

function readTypeOrConstant(reader: TokenReader): PatternSyntax {
  const { start } = reader.peek()
  const position = reader.position
  const isKeyword = isTypeKeyword(reader)
  const type = tryType(reader, 'operator')
  if (type !== undefined) {
    if (reader.is('{')) throw new ExpressionFault('Patterns of properties are not served.', reader.peek())
    const next = reader.peek()
    const isName = next.kind === 'identifier' && (next.isVerbatim || !['when', 'and', 'or'].includes(next.text))
    if (isName) {
      const { text } = reader.take()
      return Object.freeze({ kind: 'type', type, name: text === '_' ? undefined : text, ...reader.spanFrom(start) })
    }
    const isSurelyType = type.kind !== 'name' || type.args.length > 0 || (isKeyword && !reader.is('.'))
    if (isSurelyType) return Object.freeze({ kind: 'type', type, name: undefined, ...reader.spanFrom(start) })
    const goesOn = ['(', '.', '[', '+', '-', '*', '/', '%', '<<'].some((symbol) => reader.is(symbol))
    if (!goesOn) {
      const value = nameOf(type.name, start, reader.lastEnd)
      return Object.freeze({ kind: 'typeOrConstant', type, value, ...reader.spanFrom(start) })
    }
    reader.position = position
  }
  const value = readShift(reader)
  return Object.freeze({ kind: 'constant', value, ...reader.spanFrom(start) })
}

/** `A.B` as an expression. */
function nameOf(dotted: string, start: number, end: number): ExpressionSyntax {
  const [first = '', ...rest] = dotted.split('.')
  return rest.reduce<ExpressionSyntax>(
    (target, name) =>
      Object.freeze({ kind: 'member', target, name, nameStart: end - name.length, typeArgs: [], start, end }),
    Object.freeze({ kind: 'name', name: first, typeArgs: [], start, end }),
  )
}

/** `(` opens a pattern, unless it opens a constant such as `(int)x` or `(1 + 2) * 3`. */
function isPatternInBrackets(reader: TokenReader): boolean {
  const position = reader.position
  const isCast = reader.attempt(() => {
    reader.take()
    return tryType(reader) !== undefined && reader.takeIf(')') && reader.peek().kind !== 'symbol' ? true : undefined
  })
  reader.position = position
  return isCast === undefined
}
