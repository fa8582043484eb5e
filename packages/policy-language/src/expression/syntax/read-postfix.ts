import { readExpression } from './read-expression.ts'
import { readNew } from './read-new.ts'
import { isTypeKeyword, readType, tryTypeArgumentsInExpression } from './read-type.ts'
import { ExpressionFault } from './syntax-fault.ts'
import type { ArgumentSyntax, ExpressionSyntax, InterpolationPart, TupleElementSyntax } from './syntax-tree.ts'
import { TokenReader } from './token-reader.ts'
import type { Token } from './tokenize.ts'

const maxChain = 400

/** A value and all that hangs on it: members, calls, indexes, `?.`, `++`. @throws ExpressionFault */
export function readPostfix(reader: TokenReader): ExpressionSyntax {
  return readChain(reader, readPrimary(reader))
}

/** `?.` covers the rest of its chain: what follows is read on a stand-in for the value before it. */
function readChain(reader: TokenReader, first: ExpressionSyntax): ExpressionSyntax {
  const { start } = first
  let target = first
  for (let count = 0; ; count++) {
    if (count > maxChain) throw new ExpressionFault(`More than ${maxChain} members follow one another.`, reader.peek())
    if (reader.is('.')) {
      reader.take()
      target = readMember(reader, target)
    } else if (reader.is('(')) {
      const args = readArguments(reader, '(', ')')
      target = Object.freeze({ kind: 'call', target, args, ...reader.spanFrom(start) })
    } else if (reader.is('[')) {
      const args = readArguments(reader, '[', ']')
      target = Object.freeze({ kind: 'index', target, args, ...reader.spanFrom(start) })
    } else if (reader.is('?') && isConditionalAccess(reader)) {
      const mark = reader.take()
      const receiver: ExpressionSyntax = Object.freeze({ kind: 'receiver', start: mark.start, end: mark.end })
      const access = reader.nested(() => readChain(reader, firstAccess(reader, receiver)))
      return Object.freeze({ kind: 'conditionalAccess', target, access, ...reader.spanFrom(start) })
    } else if (reader.is('++') || reader.is('--')) {
      const by = reader.take().text === '++' ? 1 : -1
      target = Object.freeze({ kind: 'increment', by, isPostfix: true, operand: target, ...reader.spanFrom(start) })
    } else if (reader.is('!') && !beginsOperand(reader, 1)) {
      // `value!` of newer C# says only that the value is not null.
      reader.take()
    } else if (reader.is('->')) {
      throw new ExpressionFault('Pointers are not allowed in policy expressions.', reader.peek())
    } else return target
  }
}

function firstAccess(reader: TokenReader, receiver: ExpressionSyntax): ExpressionSyntax {
  if (reader.takeIf('.')) return readMember(reader, receiver)
  const args = readArguments(reader, '[', ']')
  return Object.freeze({ kind: 'index', target: receiver, args, ...reader.spanFrom(receiver.start) })
}

/** `a?.b`, or `a?[0]` unless it is the beginning of `a ? [ … ] : c`, which C# 7 does not have. */
const isConditionalAccess = (reader: TokenReader): boolean => reader.is('.', 1) || reader.is('[', 1)

const beginsOperand = (reader: TokenReader, ahead: number): boolean => {
  const token = reader.peek(ahead)
  return token.kind === 'identifier' || token.kind === 'literal' || token.text === '('
}

function readMember(reader: TokenReader, target: ExpressionSyntax): ExpressionSyntax {
  const name = reader.identifier('the name of a member')
  const typeArgs = tryTypeArgumentsInExpression(reader)
  const span = reader.spanFrom(target.start)
  return Object.freeze({ kind: 'member', target, name: name.text, nameStart: name.start, typeArgs, ...span })
}

/** @throws ExpressionFault */
export function readArguments(reader: TokenReader, open: string, close: string): readonly ArgumentSyntax[] {
  reader.expect(open)
  const args: ArgumentSyntax[] = []
  if (!reader.is(close)) {
    do args.push(readArgument(reader))
    while (reader.takeIf(','))
  }
  if (!reader.is(close)) throw reader.fault(`',' or '${close}'`)
  reader.take()
  return Object.freeze(args)
}

function readArgument(reader: TokenReader): ArgumentSyntax {
  const { start } = reader.peek()
  const isNamed = reader.peek().kind === 'identifier' && reader.is(':', 1)
  const name = isNamed ? reader.take().text : undefined
  if (isNamed) reader.take()
  // A copy does for `in`: nobody could write to what is handed over.
  if (reader.takeIf('in'))
    return Object.freeze({ name, mode: 'value', value: readExpression(reader), ...reader.spanFrom(start) })
  const mode = reader.takeIf('out') ? 'out' : reader.takeIf('ref') ? 'ref' : 'value'
  const value = mode === 'out' ? readOutTarget(reader) : readExpression(reader)
  return Object.freeze({ name, mode, value, ...reader.spanFrom(start) })
}

/** `out var x`, `out int x`, `out _`, `out x` */
function readOutTarget(reader: TokenReader): ExpressionSyntax {
  const { start } = reader.peek()
  const declared = reader.attempt(() => {
    const isVar = reader.isWord('var') && reader.peek(1).kind === 'identifier'
    if (isVar) reader.take()
    const type = isVar ? undefined : readType(reader)
    if (reader.peek().kind !== 'identifier') return undefined
    const name = reader.take().text
    return { type, name: name === '_' ? undefined : name }
  })
  if (declared !== undefined) return Object.freeze({ kind: 'declaration', ...declared, ...reader.spanFrom(start) })
  if (reader.isWord('_') && (reader.is(',', 1) || reader.is(')', 1))) {
    reader.take()
    return Object.freeze({ kind: 'declaration', type: undefined, name: undefined, ...reader.spanFrom(start) })
  }
  return readExpression(reader)
}

function readPrimary(reader: TokenReader): ExpressionSyntax {
  const token = reader.peek()
  const { start } = token
  switch (token.kind) {
    case 'literal':
      reader.take()
      return Object.freeze({ ...token.literal, start, end: token.end })
    case 'interpolated':
      reader.take()
      return Object.freeze({ kind: 'interpolated', parts: readParts(token, reader), start, end: token.end })
    case 'identifier': {
      if (reader.isWord('global') && reader.is('::', 1)) {
        reader.take()
        reader.take()
        return readPrimary(reader)
      }
      reader.take()
      const typeArgs = tryTypeArgumentsInExpression(reader)
      return Object.freeze({ kind: 'name', name: token.text, typeArgs, ...reader.spanFrom(start) })
    }
    case 'symbol':
      if (token.text === '(') return readBrackets(reader)
      throw reader.fault('a value')
    case 'keyword':
      return readKeyword(reader, token)
    case 'end':
      throw reader.fault('a value')
  }
}

function readKeyword(reader: TokenReader, { text, start, end }: Token): ExpressionSyntax {
  if (isTypeKeyword(reader)) {
    reader.take()
    const type = Object.freeze({ kind: 'name', name: text, args: [], start, end } as const)
    if (!reader.is('.')) throw reader.fault(`'.' and a member of '${text}'`)
    return Object.freeze({ kind: 'type', type, start, end })
  }
  switch (text) {
    case 'true':
    case 'false':
      reader.take()
      return Object.freeze({ kind: 'literal', type: 'bool', value: text === 'true', start, end })
    case 'null':
      reader.take()
      return Object.freeze({ kind: 'literal', type: 'null', value: null, start, end })
    case 'new':
      return readNew(reader)
    case 'default': {
      reader.take()
      const type = reader.takeIf('(') ? readType(reader) : undefined
      if (type !== undefined) reader.expect(')')
      return Object.freeze({ kind: 'default', type, ...reader.spanFrom(start) })
    }
    case 'checked':
    case 'unchecked': {
      reader.take()
      reader.expect('(')
      const operand = readExpression(reader)
      reader.expect(')')
      return Object.freeze({ kind: 'checked', isChecked: text === 'checked', operand, ...reader.spanFrom(start) })
    }
    case 'typeof': {
      reader.take()
      reader.expect('(')
      const type = readType(reader)
      reader.expect(')')
      return Object.freeze({ kind: 'typeof', type, ...reader.spanFrom(start) })
    }
    case 'sizeof':
    case 'stackalloc':
    case 'this':
    case 'base':
      throw new ExpressionFault(`'${text}' is not allowed in policy expressions.`, reader.peek())
    default:
      throw reader.fault('a value')
  }
}

function readBrackets(reader: TokenReader): ExpressionSyntax {
  const { start } = reader.expect('(')
  const elements: TupleElementSyntax[] = []
  do {
    const isNamed = reader.peek().kind === 'identifier' && reader.is(':', 1)
    const name = isNamed ? reader.take().text : undefined
    if (isNamed) reader.take()
    elements.push(Object.freeze({ name, value: readExpression(reader) }))
  } while (reader.takeIf(','))
  reader.expect(')')
  const [only] = elements
  // The brackets are no part of the tree: they only say what belongs together.
  if (only !== undefined && elements.length === 1 && only.name === undefined) return only.value
  return Object.freeze({ kind: 'tuple', elements: Object.freeze(elements), ...reader.spanFrom(start) })
}

function readParts(token: Extract<Token, { kind: 'interpolated' }>, outer: TokenReader): readonly InterpolationPart[] {
  return Object.freeze(
    token.parts.map((part): InterpolationPart => {
      if (part.kind === 'text') return Object.freeze(part)
      const expression = readWhole(part.expression, outer)
      const alignment = part.alignment === undefined ? undefined : readWhole(part.alignment, outer)
      return Object.freeze({ kind: 'hole', expression, alignment, format: part.format })
    }),
  )
}

function readWhole(tokens: readonly Token[], outer: TokenReader): ExpressionSyntax {
  const reader = new TokenReader(tokens, outer)
  const expression = readExpression(reader)
  if (reader.peek().kind !== 'end') throw reader.fault("'}'")
  return expression
}
