import type { TypeName } from '../net-types/type-name.ts'
import { readLambda } from './read-lambda.ts'
import { readPattern } from './read-pattern.ts'
import { readPostfix } from './read-postfix.ts'
import { beginsQuery, readQuery } from './read-query.ts'
import { isTypeKeyword, readType, tryType } from './read-type.ts'
import { ExpressionFault } from './syntax-fault.ts'
import type { BinaryOperator, ExpressionSyntax, SwitchArmSyntax } from './syntax-tree.ts'
import type { TokenReader } from './token-reader.ts'

/** Operators by how strongly they bind; `is`, `as` and the comparisons are one level. */
const levels: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>=', 'is', 'as'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
]

const binaryOperators: ReadonlySet<string> = new Set(levels.flat())

const assignments: ReadonlyMap<string, BinaryOperator | undefined> = new Map<string, BinaryOperator | undefined>([
  ['=', undefined],
  ['+=', '+'],
  ['-=', '-'],
  ['*=', '*'],
  ['/=', '/'],
  ['%=', '%'],
  ['&=', '&'],
  ['|=', '|'],
  ['^=', '^'],
  ['<<=', '<<'],
  ['??=', '??'],
])

/** More operators in one row than anyone writes; each takes a level of the stack when it is evaluated. */
const maxChain = 1000

/** @throws ExpressionFault */
export const readExpression = (reader: TokenReader): ExpressionSyntax => reader.nested(() => readAssignment(reader))

function readAssignment(reader: TokenReader): ExpressionSyntax {
  const { start } = reader.peek()
  const lambda = readLambda(reader)
  if (lambda !== undefined) return lambda
  if (beginsQuery(reader)) return readQuery(reader)
  if (reader.takeIf('throw')) {
    const operand = readConditional(reader)
    return Object.freeze({ kind: 'throw', operand, ...reader.spanFrom(start) })
  }
  const target = readConditional(reader)
  // `>>=` is three tokens, because `>` stands alone.
  const isShift = reader.is('>') && reader.is('>=', 1) && reader.peek().end === reader.peek(1).start
  const symbol = reader.peek()
  if (!isShift && !(symbol.kind === 'symbol' && assignments.has(symbol.text))) return target
  reader.take()
  if (isShift) reader.take()
  const value = readExpression(reader)
  const operator = isShift ? '>>' : assignments.get(symbol.text)
  return Object.freeze({ kind: 'assignment', operator, target, value, ...reader.spanFrom(start) })
}

function readConditional(reader: TokenReader): ExpressionSyntax {
  const { start } = reader.peek()
  const condition = readCoalesce(reader)
  if (!reader.takeIf('?')) return condition
  const whenTrue = readExpression(reader)
  reader.expect(':')
  const whenFalse = readExpression(reader)
  return Object.freeze({ kind: 'conditional', condition, whenTrue, whenFalse, ...reader.spanFrom(start) })
}

/** `a ?? b ?? c` is `a ?? (b ?? c)`. */
function readCoalesce(reader: TokenReader): ExpressionSyntax {
  const left = readBinary(reader, 0)
  if (!reader.is('??')) return left
  const { start: operatorStart } = reader.take()
  const right = reader.nested(() =>
    reader.is('throw') ? readAssignment(reader) : (readLambda(reader) ?? readCoalesce(reader)),
  )
  return Object.freeze({ kind: 'binary', operator: '??', operatorStart, left, right, ...reader.spanFrom(left.start) })
}

function readBinary(reader: TokenReader, level: number): ExpressionSyntax {
  const operators = levels[level]
  if (operators === undefined) return readSwitch(reader)
  let left = readBinary(reader, level + 1)
  for (let count = 0; ; count++) {
    const symbol = reader.peek()
    const operator = operatorHere(reader)
    if (operator === undefined || !operators.includes(operator)) return left
    if (count > maxChain) throw new ExpressionFault(`More than ${maxChain} operators stand in a row.`, symbol)
    reader.take()
    if (operator === '>>') reader.take()
    if (operator === 'as') {
      const type = readType(reader, 'operator')
      left = Object.freeze({ kind: 'as', operand: left, type, ...reader.spanFrom(left.start) })
    } else if (operator === 'is') {
      const pattern = readPattern(reader)
      left = Object.freeze({ kind: 'is', operand: left, pattern, ...reader.spanFrom(left.start) })
    } else {
      const right = readBinary(reader, level + 1)
      const span = reader.spanFrom(left.start)
      left = Object.freeze({ kind: 'binary', operator, operatorStart: symbol.start, left, right, ...span })
    }
  }
}

function operatorHere(reader: TokenReader): BinaryOperator | 'is' | 'as' | undefined {
  const token = reader.peek()
  if (token.kind !== 'symbol' && token.kind !== 'keyword') return undefined
  if (token.text === '>' && token.end === reader.peek(1).start) {
    if (reader.is('>', 1)) return '>>'
    if (reader.is('>=', 1)) return undefined
  }
  return binaryOperators.has(token.text) ? (token.text as BinaryOperator | 'is' | 'as') : undefined
}

/** `value switch { pattern => result, … }` of newer C#. */
function readSwitch(reader: TokenReader): ExpressionSyntax {
  let operand = readUnary(reader)
  while (reader.is('switch') && reader.is('{', 1)) {
    reader.take()
    reader.take()
    const arms: SwitchArmSyntax[] = []
    while (!reader.is('}')) {
      const pattern = readPattern(reader)
      const guard = reader.takeWordIf('when') ? readExpression(reader) : undefined
      reader.expect('=>')
      arms.push(Object.freeze({ pattern, guard, value: readExpression(reader) }))
      if (!reader.takeIf(',')) break
    }
    reader.expect('}')
    operand = Object.freeze({ kind: 'switch', operand, arms: Object.freeze(arms), ...reader.spanFrom(operand.start) })
  }
  if (reader.is('..')) throw rangeFault(reader)
  return operand
}

export const readUnary = (reader: TokenReader): ExpressionSyntax => reader.nested(() => readUnaryHere(reader))

function readUnaryHere(reader: TokenReader): ExpressionSyntax {
  const { text, start } = reader.peek()
  if (reader.peek().kind === 'symbol') {
    switch (text) {
      case '+':
      case '-':
      case '!':
      case '~': {
        reader.take()
        const operand = readUnary(reader)
        return Object.freeze({ kind: 'unary', operator: text, operand, ...reader.spanFrom(start) })
      }
      case '++':
      case '--': {
        reader.take()
        const operand = readUnary(reader)
        const by = text === '++' ? 1 : -1
        return Object.freeze({ kind: 'increment', by, isPostfix: false, operand, ...reader.spanFrom(start) })
      }
      case '^':
      case '..':
        throw rangeFault(reader)
      case '&':
      case '*':
        throw new ExpressionFault('Pointers are not allowed in policy expressions.', reader.peek())
    }
  }
  if (reader.isWord('await') && reader.peek(1).kind === 'identifier') {
    throw new ExpressionFault("'await' is not allowed in policy expressions.", reader.peek())
  }
  const type = tryCast(reader)
  if (type === undefined) return readPostfix(reader)
  const operand = readUnary(reader)
  return Object.freeze({ kind: 'cast', type, operand, ...reader.spanFrom(start) })
}

/** Words that go on with what stands before them, so that `(x) when` is no cast. */
const continuing = new Set(
  'when and or by into on equals ascending descending select where orderby join let group from'.split(' '),
)

/** `(T)` before an operand. A name in brackets is a cast only when what follows cannot go on with a value (C# 7, 12.9.6). */
function tryCast(reader: TokenReader): TypeName | undefined {
  if (!reader.is('(')) return undefined
  return reader.attempt(() => {
    reader.take()
    const isKeyword = isTypeKeyword(reader)
    const type = tryType(reader)
    if (type === undefined || !reader.takeIf(')')) return undefined
    if (type.kind !== 'name' || type.args.length > 0 || isKeyword) return type.kind === 'tuple' ? undefined : type
    const next = reader.peek()
    switch (next.kind) {
      case 'literal':
      case 'interpolated':
        return type
      case 'identifier':
        return next.isVerbatim || !continuing.has(next.text) ? type : undefined
      case 'symbol':
        return ['(', '!', '~'].includes(next.text) ? type : undefined
      case 'keyword':
        return ['is', 'as', 'in', 'switch'].includes(next.text) ? undefined : type
      default:
        return undefined
    }
  })
}

/** An operand of a comparison: what may stand in a constant pattern. @throws ExpressionFault */
export const readShift = (reader: TokenReader): ExpressionSyntax => readBinary(reader, 7)

const rangeFault = (reader: TokenReader): ExpressionFault =>
  new ExpressionFault(`Indexes from the end and ranges ('${reader.peek().text}') are not served.`, reader.peek())
