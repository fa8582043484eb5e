import { readDeclaration } from './read-declaration.ts'
import { readExpression } from './read-expression.ts'
import { readBlockOfRest, readStatement } from './read-statement.ts'
import type { StatementSyntax } from './syntax-tree.ts'
import type { TokenReader } from './token-reader.ts'

/** `using (var x = …) …`, `using (…) …`. @throws ExpressionFault */
export function readUsing(reader: TokenReader): StatementSyntax {
  const { start } = reader.take()
  reader.expect('(')
  const resource = readDeclaration(reader, ')') ?? readValue(reader)
  reader.expect(')')
  return Object.freeze({ kind: 'using', resource, body: readStatement(reader), ...reader.spanFrom(start) })
}

function readValue(reader: TokenReader): StatementSyntax {
  const expression = readExpression(reader)
  return Object.freeze({ kind: 'expression', expression, start: expression.start, end: expression.end })
}

/** `using var x = …;`, which newer C# has: what follows in its block is its body. */
export const isUsingDeclaration = (reader: TokenReader): boolean => reader.is('using') && !reader.is('(', 1)

/** Through the last statement of the block. @throws ExpressionFault */
export function readUsingDeclaration(reader: TokenReader): StatementSyntax {
  const { start } = reader.take()
  const resource = readDeclaration(reader)
  if (resource?.kind !== 'local') throw reader.fault("'(' or a declaration of a variable")
  return Object.freeze({ kind: 'using', resource, body: readBlockOfRest(reader), ...reader.spanFrom(start) })
}
