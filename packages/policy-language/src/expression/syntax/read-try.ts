import type { TypeName } from '../types/type-name.ts'
import { readExpression } from './read-expression.ts'
import { readBlock } from './read-statement.ts'
import { readType } from './read-type.ts'
import type { CatchSyntax, StatementSyntax } from './syntax-tree.ts'
import type { TokenReader } from './token-reader.ts'

/** `try { … } catch (T e) when (…) { … } finally { … }`. @throws ExpressionFault */
export function readTry(reader: TokenReader): StatementSyntax {
  const { start } = reader.expect('try')
  const body = readBlock(reader)
  const catches: CatchSyntax[] = []
  while (reader.is('catch')) catches.push(readCatch(reader))
  const finallyBody = reader.takeIf('finally') ? readBlock(reader) : undefined
  if (catches.length === 0 && finallyBody === undefined) throw reader.fault("'catch' or 'finally'")
  return Object.freeze({ kind: 'try', body, catches: Object.freeze(catches), finallyBody, ...reader.spanFrom(start) })
}

function readCatch(reader: TokenReader): CatchSyntax {
  const { start } = reader.expect('catch')
  let type: TypeName | undefined
  let name: string | undefined
  if (reader.takeIf('(')) {
    type = readType(reader)
    name = reader.peek().kind === 'identifier' ? reader.take().text : undefined
    reader.expect(')')
  }
  let filter: CatchSyntax['filter']
  if (reader.takeWordIf('when')) {
    reader.expect('(')
    filter = readExpression(reader)
    reader.expect(')')
  }
  const body = readBlock(reader)
  return Object.freeze({ type, name, filter, body, ...reader.spanFrom(start) })
}
