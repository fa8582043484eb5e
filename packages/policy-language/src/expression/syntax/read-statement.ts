import { readDeclaration } from './read-declaration.ts'
import { readExpression } from './read-expression.ts'
import { readPattern } from './read-pattern.ts'
import { readTry } from './read-try.ts'
import { readType } from './read-type.ts'
import { isUsingDeclaration, readUsing, readUsingDeclaration } from './read-using.ts'
import { ExpressionFault } from './syntax-fault.ts'
import type {
  BlockSyntax,
  GotoSyntax,
  StatementSyntax,
  SwitchLabelSyntax,
  SwitchSectionSyntax,
  TargetSyntax,
} from './syntax-tree.ts'
import type { TokenReader } from './token-reader.ts'

/** `{ … }`. @throws ExpressionFault */
export function readBlock(reader: TokenReader): BlockSyntax {
  const { start } = reader.expect('{')
  const block = readBlockOfRest(reader)
  reader.take()
  return Object.freeze({ ...block, ...reader.spanFrom(start) })
}

/** The statements up to the bracket that closes the block, which is left where it is. @throws ExpressionFault */
export function readBlockOfRest(reader: TokenReader): BlockSyntax {
  const { start } = reader.peek()
  const statements: StatementSyntax[] = []
  while (!reader.is('}')) {
    if (reader.peek().kind === 'end') throw reader.fault("'}'")
    statements.push(isUsingDeclaration(reader) ? readUsingDeclaration(reader) : readStatement(reader))
  }
  return Object.freeze({ kind: 'block', statements: Object.freeze(statements), ...reader.spanFrom(start) })
}

/** @throws ExpressionFault */
export const readStatement = (reader: TokenReader): StatementSyntax => reader.nested(() => readStatementHere(reader))

const refused: ReadonlyMap<string, string> = new Map([
  ['lock', "'lock' is not allowed in policy expressions: nothing runs beside them."],
  ['unsafe', "'unsafe' is not allowed in policy expressions."],
  ['ref', 'Variables by reference are not served; parameters of local functions may be.'],
  ['fixed', "'fixed' is not allowed in policy expressions."],
  ['class', 'Types cannot be declared in policy expressions.'],
  ['struct', 'Types cannot be declared in policy expressions.'],
  ['enum', 'Types cannot be declared in policy expressions.'],
  ['interface', 'Types cannot be declared in policy expressions.'],
])

function readStatementHere(reader: TokenReader): StatementSyntax {
  const { kind, text, start } = reader.peek()
  const finish = <S extends object>(statement: S): S & { start: number; end: number } =>
    Object.freeze({ ...statement, ...reader.spanFrom(start) })
  if (kind === 'symbol') {
    if (text === '{') return readBlock(reader)
    if (text === ';') {
      reader.take()
      return finish({ kind: 'empty' } as const)
    }
  }
  if (kind === 'keyword') {
    const reason = refused.get(text)
    if (reason !== undefined) throw new ExpressionFault(reason, reader.peek())
    switch (text) {
      case 'if': {
        reader.take()
        const condition = readCondition(reader)
        const whenTrue = readStatement(reader)
        const whenFalse = reader.takeIf('else') ? readStatement(reader) : undefined
        return finish({ kind: 'if', condition, whenTrue, whenFalse } as const)
      }
      case 'while': {
        reader.take()
        const condition = readCondition(reader)
        return finish({ kind: 'while', condition, body: readStatement(reader) } as const)
      }
      case 'do': {
        reader.take()
        const body = readStatement(reader)
        reader.expect('while')
        const condition = readCondition(reader)
        reader.expect(';')
        return finish({ kind: 'do', condition, body } as const)
      }
      case 'for':
        return finish(readFor(reader))
      case 'foreach':
        return finish(readForEach(reader))
      case 'switch':
        return finish(readSwitchStatement(reader))
      case 'try':
        return readTry(reader)
      case 'break':
      case 'continue':
        reader.take()
        reader.expect(';')
        return finish({ kind: text } as const)
      case 'goto':
        return finish(readGoto(reader))
      case 'using':
        return readUsing(reader)
      case 'return':
      case 'throw': {
        reader.take()
        const value = reader.is(';') ? undefined : readExpression(reader)
        reader.expect(';')
        return finish(
          text === 'return' ? ({ kind: 'return', value } as const) : ({ kind: 'throwStatement', value } as const),
        )
      }
      case 'checked':
      case 'unchecked':
        if (!reader.is('{', 1)) break
        reader.take()
        return finish({ kind: 'checkedBlock', isChecked: text === 'checked', body: readBlock(reader) } as const)
    }
  }
  if (reader.isWord('yield') && (reader.is('return', 1) || reader.is('break', 1))) {
    throw new ExpressionFault("'yield' is not allowed in policy expressions.", reader.peek())
  }
  if (kind === 'identifier' && reader.is(':', 1)) {
    throw new ExpressionFault("Labels are not served: only 'goto case' and 'goto default' are.", reader.peek())
  }
  const declaration = readDeclaration(reader)
  if (declaration !== undefined) return declaration
  const expression = readExpression(reader)
  if (!reader.is(';')) throw reader.fault("';'")
  reader.take()
  return finish({ kind: 'expression', expression } as const)
}

/** `goto case 1;`, `goto default;` */
function readGoto(reader: TokenReader): Pick<GotoSyntax, 'kind' | 'value'> {
  reader.take()
  if (!reader.is('case') && !reader.is('default')) {
    throw new ExpressionFault("'goto' leads only to a 'case' or to 'default' here.", reader.peek())
  }
  const value = reader.take().text === 'case' ? readExpression(reader) : undefined
  reader.expect(';')
  return { kind: 'goto', value }
}

function readCondition(reader: TokenReader): ReturnType<typeof readExpression> {
  reader.expect('(')
  const condition = readExpression(reader)
  reader.expect(')')
  return condition
}

function readFor(reader: TokenReader): Omit<Extract<StatementSyntax, { kind: 'for' }>, 'start' | 'end'> {
  reader.take()
  reader.expect('(')
  const initializers: StatementSyntax[] = []
  if (!reader.takeIf(';')) {
    const declaration = readDeclaration(reader)
    if (declaration !== undefined) initializers.push(declaration)
    else {
      do {
        const expression = readExpression(reader)
        initializers.push(
          Object.freeze({ kind: 'expression', expression, start: expression.start, end: expression.end }),
        )
      } while (reader.takeIf(','))
      reader.expect(';')
    }
  }
  const condition = reader.is(';') ? undefined : readExpression(reader)
  reader.expect(';')
  const updates: ReturnType<typeof readExpression>[] = []
  if (!reader.is(')')) {
    do updates.push(readExpression(reader))
    while (reader.takeIf(','))
  }
  reader.expect(')')
  return { kind: 'for', initializers, condition, updates, body: readStatement(reader) }
}

function readForEach(reader: TokenReader): Omit<Extract<StatementSyntax, { kind: 'foreach' }>, 'start' | 'end'> {
  reader.take()
  reader.expect('(')
  let parts: readonly TargetSyntax[] | undefined
  let name = ''
  const isVar = reader.isWord('var') && (reader.peek(1).kind === 'identifier' || reader.is('(', 1))
  let type: ReturnType<typeof readType> | undefined
  if (isVar) reader.take()
  if (isVar && reader.is('(')) {
    reader.take()
    const found: TargetSyntax[] = []
    do {
      const part = reader.identifier('the name of a variable')
      const partName = part.text === '_' ? undefined : part.text
      found.push(Object.freeze({ kind: 'new', type: undefined, name: partName, start: part.start, end: part.end }))
    } while (reader.takeIf(','))
    reader.expect(')')
    parts = Object.freeze(found)
  } else {
    if (!isVar) type = readType(reader)
    name = reader.identifier('the name of a variable').text
  }
  reader.expect('in')
  const source = readExpression(reader)
  reader.expect(')')
  return { kind: 'foreach', type, name, parts, source, body: readStatement(reader) }
}

function readSwitchStatement(
  reader: TokenReader,
): Omit<Extract<StatementSyntax, { kind: 'switchStatement' }>, 'start' | 'end'> {
  reader.take()
  const operand = readCondition(reader)
  reader.expect('{')
  const sections: SwitchSectionSyntax[] = []
  while (!reader.is('}')) {
    const labels: SwitchLabelSyntax[] = []
    while (reader.is('case') || reader.is('default')) labels.push(readLabel(reader))
    if (labels.length === 0) throw reader.fault("'case', 'default' or '}'")
    const statements: StatementSyntax[] = []
    while (!reader.is('case') && !reader.is('default') && !reader.is('}')) {
      if (reader.peek().kind === 'end') throw reader.fault("'}'")
      statements.push(readStatement(reader))
    }
    sections.push(Object.freeze({ labels: Object.freeze(labels), statements: Object.freeze(statements) }))
  }
  reader.take()
  return { kind: 'switchStatement', operand, sections: Object.freeze(sections) }
}

function readLabel(reader: TokenReader): SwitchLabelSyntax {
  const { start, text } = reader.take()
  if (text === 'default') {
    reader.expect(':')
    return Object.freeze({ pattern: undefined, guard: undefined, ...reader.spanFrom(start) })
  }
  const pattern = readPattern(reader)
  const guard = reader.takeWordIf('when') ? readExpression(reader) : undefined
  reader.expect(':')
  return Object.freeze({ pattern, guard, ...reader.spanFrom(start) })
}
