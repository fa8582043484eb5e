import type { TypeName } from '../net-types/type-name.ts'
import { readExpression } from './read-expression.ts'
import { readBlock } from './read-statement.ts'
import { readType } from './read-type.ts'
import type { LocalFunctionSyntax, ParameterSyntax, StatementSyntax } from './syntax-tree.ts'
import type { TokenReader } from './token-reader.ts'

/** A local function from its name on. @throws ExpressionFault */
export function readLocalFunction(reader: TokenReader, start: number, returns: TypeName | undefined): StatementSyntax {
  const { text: name } = reader.identifier()
  const parameters = readFunctionParameters(reader)
  let body: LocalFunctionSyntax['body']
  if (reader.takeIf('=>')) {
    body = readExpression(reader)
    reader.expect(';')
  } else body = readBlock(reader)
  return Object.freeze({ kind: 'localFunction', name, returns, parameters, body, ...reader.spanFrom(start) })
}

/** `(int a, out string b, ref int c, int d = 1, params string[] rest)` */
function readFunctionParameters(reader: TokenReader): readonly ParameterSyntax[] {
  reader.expect('(')
  const parameters: ParameterSyntax[] = []
  if (!reader.is(')')) {
    do parameters.push(readParameter(reader))
    while (reader.takeIf(','))
  }
  reader.expect(')')
  return Object.freeze(parameters)
}

function readParameter(reader: TokenReader): ParameterSyntax {
  const { start } = reader.peek()
  const mode = readMode(reader)
  const type = readType(reader)
  const name = reader.identifier('the name of a parameter').text
  const defaultValue = reader.takeIf('=') ? readExpression(reader) : undefined
  return Object.freeze({ name, type, mode, defaultValue, ...reader.spanFrom(start) })
}

function readMode(reader: TokenReader): ParameterSyntax['mode'] {
  for (const mode of ['out', 'ref', 'params'] as const) if (reader.takeIf(mode)) return mode
  // A copy does for `in`: the function may not write to it.
  reader.takeIf('in')
  return 'value'
}
