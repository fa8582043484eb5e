import { readExpression } from './read-expression.ts'
import { tryType } from './read-type.ts'
import { ExpressionFault } from './syntax-fault.ts'
import type { ArgumentSyntax, ExpressionSyntax, LambdaParameterSyntax, Span } from './syntax-tree.ts'
import type { TokenReader } from './token-reader.ts'

/**
 * Query syntax (`from x in xs where … select …`), read as the calls of LINQ methods that it stands for. Several range
 * variables travel as one object that holds them (C# 7, 12.17.3).
 */
export function beginsQuery(reader: TokenReader): boolean {
  if (!reader.isWord('from')) return false
  if (reader.peek(1).kind === 'identifier' && reader.is('in', 2)) return true
  const position = reader.position
  reader.take()
  const isTyped = tryType(reader) !== undefined && reader.peek().kind === 'identifier' && reader.is('in', 1)
  reader.position = position
  return isTyped
}

interface Query {
  readonly source: ExpressionSyntax
  /** Range variables that are known. */
  readonly names: readonly string[]
}

/** @throws ExpressionFault */
export function readQuery(reader: TokenReader): ExpressionSyntax {
  const first = readSource(reader, 'from')
  let query: Query = { source: first.source, names: [first.name] }
  for (;;) {
    const { start } = reader.peek()
    const { source, names } = query
    if (reader.isWord('from')) {
      const { name, source: inner } = readSource(reader, 'from')
      if (reader.isWord('select')) {
        reader.take()
        const selected = lambda([...parametersFor(names, inner), parameter(name, inner)], readExpression(reader))
        query = {
          source: call(source, 'SelectMany', [lambda(parametersFor(names, inner), inner), selected]),
          names: [],
        }
      } else {
        const both = [...names, name]
        const joined = lambda([...parametersFor(names, inner), parameter(name, inner)], held(both, inner))
        query = {
          source: call(source, 'SelectMany', [lambda(parametersFor(names, inner), inner), joined]),
          names: both,
        }
        continue
      }
    } else if (reader.takeWordIf('where')) {
      query = { source: callWith(source, 'Where', names, readExpression(reader)), names }
      continue
    } else if (reader.takeWordIf('let')) {
      const { text: name } = reader.identifier()
      reader.expect('=')
      const value = readExpression(reader)
      const both = [...names, name]
      query = { source: callWith(source, 'Select', names, held(both, value, { name, value })), names: both }
      continue
    } else if (reader.isWord('join')) {
      query = readJoin(reader, query)
      continue
    } else if (reader.takeWordIf('orderby')) {
      query = readOrder(reader, query)
      continue
    } else if (reader.takeWordIf('select')) {
      const value = readExpression(reader)
      const isPlain = value.kind === 'name' && names.length === 1 && value.name === names[0]
      query = { source: isPlain ? source : callWith(source, 'Select', names, value), names: [] }
    } else if (reader.takeWordIf('group')) {
      const element = readExpression(reader)
      reader.expectWord('by')
      const key = readExpression(reader)
      const args = [lambda(parametersFor(names, key), key), lambda(parametersFor(names, element), element)]
      query = { source: call(source, 'GroupBy', args), names: [] }
    } else {
      throw reader.fault("'where', 'let', 'join', 'orderby', 'select' or 'group'")
    }
    if (!reader.takeWordIf('into')) return Object.freeze({ ...query.source, start: first.start, end: reader.lastEnd })
    const { text: name } = reader.identifier()
    query = { source: Object.freeze({ ...query.source, start, end: reader.lastEnd }), names: [name] }
  }
}

function readSource(reader: TokenReader, word: 'from' | 'join'): Span & { name: string; source: ExpressionSyntax } {
  const { start } = reader.peek()
  reader.expectWord(word)
  const type = reader.is('in', 1) ? undefined : tryType(reader)
  const { text: name } = reader.identifier('the name of a range variable')
  reader.expect('in')
  const read = readExpression(reader)
  const source: ExpressionSyntax = type === undefined ? read : call(read, 'Cast', [], [type])
  return { name, source, ...reader.spanFrom(start) }
}

function readJoin(reader: TokenReader, { source, names }: Query): Query {
  const { name, source: inner } = readSource(reader, 'join')
  reader.expectWord('on')
  const outerKey = readExpression(reader)
  reader.expectWord('equals')
  const innerKey = readExpression(reader)
  const group = reader.takeWordIf('into') ? reader.identifier().text : undefined
  const both = [...names, group ?? name]
  const joined = lambda([...parametersFor(names, inner), parameter(group ?? name, inner)], held(both, inner))
  const args = [
    inner,
    lambda(parametersFor(names, outerKey), outerKey),
    lambda([parameter(name, innerKey)], innerKey),
    joined,
  ]
  return { source: call(source, group === undefined ? 'Join' : 'GroupJoin', args), names: both }
}

function readOrder(reader: TokenReader, { source, names }: Query): Query {
  let ordered = source
  let method = 'OrderBy'
  do {
    const key = readExpression(reader)
    const isDescending = reader.takeWordIf('descending')
    if (!isDescending) reader.takeWordIf('ascending')
    ordered = callWith(ordered, isDescending ? `${method}Descending` : method, names, key)
    method = 'ThenBy'
  } while (reader.takeIf(','))
  return { source: ordered, names }
}

const spanOf = ({ start, end }: Span): Span => ({ start, end })

const parameter = (name: string, at: Span): LambdaParameterSyntax =>
  Object.freeze({ name, type: undefined, ...spanOf(at) })

/** One range variable is the parameter itself; several are held by one whose name nobody can write. */
function parametersFor(names: readonly string[], at: Span): readonly LambdaParameterSyntax[] {
  const [only] = names
  if (only === undefined) throw new ExpressionFault('The query has no range variable.', at)
  if (names.length === 1) return [parameter(only, at)]
  return [Object.freeze({ name: '<range>', type: undefined, holds: Object.freeze([...names]), ...spanOf(at) })]
}

const lambda = (parameters: readonly LambdaParameterSyntax[], body: ExpressionSyntax): ExpressionSyntax =>
  Object.freeze({ kind: 'lambda', parameters: Object.freeze([...parameters]), body, ...spanOf(body) })

/** The object that holds the range variables from here on. */
function held(
  names: readonly string[],
  at: Span,
  added?: { readonly name: string; readonly value: ExpressionSyntax },
): ExpressionSyntax {
  const members = names.map((name) => {
    const value: ExpressionSyntax =
      name === added?.name ? added.value : Object.freeze({ kind: 'name', name, typeArgs: [], ...spanOf(at) })
    return Object.freeze({ name, value, ...spanOf(at) })
  })
  return Object.freeze({ kind: 'anonymous', members: Object.freeze(members), ...spanOf(at) })
}

const callWith = (
  source: ExpressionSyntax,
  method: string,
  names: readonly string[],
  body: ExpressionSyntax,
): ExpressionSyntax => call(source, method, [lambda(parametersFor(names, body), body)])

function call(
  target: ExpressionSyntax,
  name: string,
  values: readonly ExpressionSyntax[],
  typeArgs: Extract<ExpressionSyntax, { kind: 'member' }>['typeArgs'] = [],
): ExpressionSyntax {
  const span = spanOf(target)
  const args = values.map(
    (value): ArgumentSyntax => Object.freeze({ name: undefined, mode: 'value', value, ...spanOf(value) }),
  )
  const member: ExpressionSyntax = Object.freeze({
    kind: 'member',
    target,
    name,
    nameStart: span.start,
    typeArgs,
    ...span,
  })
  return Object.freeze({ kind: 'call', target: member, args: Object.freeze(args), ...span })
}
