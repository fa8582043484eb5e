import type { TypeName } from '../net-types/type-name.ts'
import { readExpression } from './read-expression.ts'
import { readLocalFunction } from './read-local-function.ts'
import { readBareArray } from './read-new.ts'
import { readType, tryType } from './read-type.ts'
import { ExpressionFault } from './syntax-fault.ts'
import type { ExpressionSyntax, StatementSyntax, TargetSyntax, VariableSyntax } from './syntax-tree.ts'
import type { TokenReader } from './token-reader.ts'

/**
 * A declaration of variables or of a local function, through its `;`; undefined when an expression stands here.
 * @param close what ends it; a bracket is left where it is
 * @throws ExpressionFault
 */
export function readDeclaration(reader: TokenReader, close: ';' | ')' = ';'): StatementSyntax | undefined {
  const { start } = reader.peek()
  if (reader.takeIf('const')) {
    const type = readType(reader)
    return readVariables(reader, { start, type, isConst: true, close })
  }
  const deconstruction = readDeconstruction(reader)
  if (deconstruction !== undefined) return deconstruction
  if (reader.isWord('var') && reader.peek(1).kind === 'identifier') {
    reader.take()
    return readVariables(reader, { start, type: undefined, isConst: false, close })
  }
  // Newer C#: such a function may not see variables around it, which only makes it faster there.
  const isStatic = reader.takeIf('static')
  if (reader.is('void') && reader.peek(1).kind === 'identifier' && reader.is('(', 2)) {
    reader.take()
    return readLocalFunction(reader, start, undefined)
  }
  const type = reader.attempt(() => {
    const read = tryType(reader)
    return read !== undefined && reader.peek().kind === 'identifier' && endsName(reader) ? read : undefined
  })
  if (type === undefined) {
    if (isStatic) throw reader.fault('a local function')
    return undefined
  }
  if (reader.is('(', 1)) return readLocalFunction(reader, start, type)
  if (reader.is('<', 1)) throw new ExpressionFault('Generic local functions are not served.', reader.peek(1))
  if (isStatic) throw new ExpressionFault('Only a local function may be static.', { start, end: reader.lastEnd })
  return readVariables(reader, { start, type, isConst: false, close })
}

/** Whether what follows the name here can follow that of a variable or function. */
const endsName = (reader: TokenReader): boolean => {
  const next = reader.peek(1)
  return next.kind === 'end' || ['=', ';', ',', '(', '<', ')'].includes(next.text)
}

function readVariables(
  reader: TokenReader,
  {
    start,
    type,
    isConst,
    close,
  }: {
    readonly start: number
    readonly type: TypeName | undefined
    readonly isConst: boolean
    readonly close: ';' | ')'
  },
): StatementSyntax {
  const variables: VariableSyntax[] = []
  do {
    const name = reader.identifier('the name of a variable')
    let value: ExpressionSyntax | undefined
    if (reader.takeIf('=')) value = reader.is('{') ? readBareArray(reader) : readExpression(reader)
    if (value === undefined && (isConst || type === undefined)) throw reader.fault("'=' and a value")
    variables.push(Object.freeze({ name: name.text, value, ...reader.spanFrom(name.start) }))
  } while (reader.takeIf(','))
  if (!reader.is(close)) throw reader.fault(`'${close}'`)
  if (close === ';') reader.take()
  return Object.freeze({ kind: 'local', isConst, type, variables: Object.freeze(variables), ...reader.spanFrom(start) })
}

/** `var (a, b) = …;`, `(int a, string b) = …;`, `(a, b) = …;` */
function readDeconstruction(reader: TokenReader): StatementSyntax | undefined {
  const { start } = reader.peek()
  const isVar = reader.isWord('var') && reader.is('(', 1)
  if (!isVar && !reader.is('(')) return undefined
  return reader.attempt(() => {
    if (isVar) reader.take()
    reader.take()
    const targets: TargetSyntax[] = []
    do {
      const target = readTarget(reader, isVar)
      if (target === undefined) return undefined
      targets.push(target)
    } while (reader.takeIf(','))
    if (targets.length < 2 || !reader.takeIf(')') || !reader.takeIf('=')) return undefined
    const value = readExpression(reader)
    reader.expect(';')
    return Object.freeze({ kind: 'deconstruct', targets: Object.freeze(targets), value, ...reader.spanFrom(start) })
  })
}

function readTarget(reader: TokenReader, isVar: boolean): TargetSyntax | undefined {
  const { start } = reader.peek()
  const newVariable = (type: TypeName | undefined, name: string): TargetSyntax =>
    Object.freeze({ kind: 'new', type, name: name === '_' ? undefined : name, ...reader.spanFrom(start) })
  const endsHere = (ahead: number): boolean => reader.is(',', ahead) || reader.is(')', ahead)
  if (reader.peek().kind === 'identifier' && endsHere(1)) {
    const { text: name } = reader.peek()
    if (isVar || name === '_') {
      reader.take()
      return newVariable(undefined, name)
    }
  } else if (isVar) return undefined
  if (!isVar) {
    const declared = reader.attempt(() => {
      const isInferred = reader.isWord('var') && reader.peek(1).kind === 'identifier'
      if (isInferred) reader.take()
      const type = isInferred ? undefined : tryType(reader)
      if (!isInferred && type === undefined) return undefined
      if (reader.peek().kind !== 'identifier' || !endsHere(1)) return undefined
      return newVariable(type, reader.take().text)
    })
    if (declared !== undefined) return declared
  }
  const existing = reader.attempt(() => {
    if (reader.peek().kind !== 'identifier') return undefined
    const target = readExpression(reader)
    return endsHere(0) ? target : undefined
  })
  if (existing === undefined) return undefined
  return Object.freeze({ kind: 'existing', target: existing, ...reader.spanFrom(start) })
}
