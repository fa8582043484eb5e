import type { TypeName } from '../types/type-name.ts'
import { readExpression } from './read-expression.ts'
import { readArguments } from './read-postfix.ts'
import { readType } from './read-type.ts'
import { ExpressionFault } from './syntax-fault.ts'
import type {
  ArgumentSyntax,
  ExpressionSyntax,
  InitializerItemSyntax,
  InitializerSyntax,
  NamedSyntax,
} from './syntax-tree.ts'
import type { TokenReader } from './token-reader.ts'

/** `new T(…) { … }`, `new T[n]`, `new[] { … }`, `new { … }`, `new(…)`. @throws ExpressionFault */
export function readNew(reader: TokenReader): ExpressionSyntax {
  const { start } = reader.expect('new')
  if (reader.is('{')) {
    const members = readAnonymousMembers(reader)
    return Object.freeze({ kind: 'anonymous', members, ...reader.spanFrom(start) })
  }
  if (reader.is('[')) {
    reader.take()
    reader.expect(']')
    return newArray(reader, start, undefined, undefined, readItems(reader))
  }
  if (reader.is('(')) return finishNew(reader, start, undefined)
  const type = readTypeBeforeBracket(reader)
  if (!reader.is('[')) {
    if (type.kind === 'array') return newArray(reader, start, type.element, undefined, readItems(reader))
    return finishNew(reader, start, type)
  }
  reader.take()
  const size = readExpression(reader)
  if (reader.is(',')) throw new ExpressionFault('Arrays of several dimensions are not served.', reader.peek())
  reader.expect(']')
  // `new int[2][]` is an array of two `int[]`.
  let element = type
  while (reader.is('[') && reader.is(']', 1)) {
    reader.take()
    reader.take()
    element = { kind: 'array', element, start: type.start, end: reader.lastEnd }
  }
  return newArray(reader, start, element, size, reader.is('{') ? readItems(reader) : undefined)
}

/** A type through its empty brackets: `int[]` of `new int[] { … }`, but `int` of `new int[3]`. */
function readTypeBeforeBracket(reader: TokenReader): TypeName {
  const type = readType(reader)
  if (reader.is('[') && reader.is(',', 1)) {
    throw new ExpressionFault('Arrays of several dimensions are not served.', reader.peek())
  }
  return type
}

function newArray(
  reader: TokenReader,
  start: number,
  element: TypeName | undefined,
  size: ExpressionSyntax | undefined,
  items: readonly ExpressionSyntax[] | undefined,
): ExpressionSyntax {
  return Object.freeze({ kind: 'newArray', element, size, items, ...reader.spanFrom(start) })
}

function finishNew(reader: TokenReader, start: number, type: TypeName | undefined): ExpressionSyntax {
  const hasArguments = reader.is('(')
  const args: readonly ArgumentSyntax[] = hasArguments ? readArguments(reader, '(', ')') : []
  const initializer = reader.is('{') ? readInitializer(reader) : undefined
  if (!hasArguments && initializer === undefined) throw reader.fault("'(', '[' or '{'")
  return Object.freeze({ kind: 'new', type, args, initializer, ...reader.spanFrom(start) })
}

/** `{ a, b }` of an array. */
export function readItems(reader: TokenReader): readonly ExpressionSyntax[] {
  return readBraced(reader, () => (reader.is('{') ? readBareArray(reader) : readExpression(reader)))
}

/** `{ … }` where an array is expected: `int[] a = { 1, 2 }`. */
export function readBareArray(reader: TokenReader): ExpressionSyntax {
  const { start } = reader.peek()
  return newArray(
    reader,
    start,
    undefined,
    undefined,
    reader.nested(() => readItems(reader)),
  )
}

function readInitializer(reader: TokenReader): InitializerSyntax {
  const { start } = reader.peek()
  const items = reader.nested(() => readBraced(reader, () => readInitializerItem(reader)))
  return Object.freeze({ items, ...reader.spanFrom(start) })
}

function readInitializerItem(reader: TokenReader): InitializerItemSyntax {
  const { start } = reader.peek()
  if (reader.peek().kind === 'identifier' && reader.is('=', 1)) {
    const { text: name } = reader.take()
    reader.take()
    const value = reader.is('{') ? readInitializer(reader) : readExpression(reader)
    return Object.freeze({ kind: 'member', name, value, ...reader.spanFrom(start) })
  }
  if (reader.is('[')) {
    const args = readArguments(reader, '[', ']')
    reader.expect('=')
    return Object.freeze({ kind: 'index', args, value: readExpression(reader), ...reader.spanFrom(start) })
  }
  const args = reader.is('{')
    ? readBraced(reader, () => readExpression(reader))
    : Object.freeze([readExpression(reader)])
  return Object.freeze({ kind: 'add', args, ...reader.spanFrom(start) })
}

function readAnonymousMembers(reader: TokenReader): readonly NamedSyntax[] {
  return readBraced(reader, () => {
    const { start } = reader.peek()
    if (reader.peek().kind === 'identifier' && reader.is('=', 1)) {
      const { text: name } = reader.take()
      reader.take()
      return Object.freeze({ name, value: readExpression(reader), ...reader.spanFrom(start) })
    }
    const value = readExpression(reader)
    const name = nameOfMember(value)
    if (name === undefined) throw new ExpressionFault('The member needs a name: Name = value.', value)
    return Object.freeze({ name, value, ...reader.spanFrom(start) })
  })
}

function nameOfMember(value: ExpressionSyntax): string | undefined {
  if (value.kind === 'name' || value.kind === 'member') return value.name
  return value.kind === 'conditionalAccess' ? nameOfMember(value.access) : undefined
}

/** `{ a, b, }`: the last may be followed by a comma. */
function readBraced<T>(reader: TokenReader, readOne: () => T): readonly T[] {
  reader.expect('{')
  const items: T[] = []
  while (!reader.is('}')) {
    items.push(readOne())
    if (!reader.takeIf(',')) break
  }
  if (!reader.is('}')) throw reader.fault("',' or '}'")
  reader.take()
  return Object.freeze(items)
}
