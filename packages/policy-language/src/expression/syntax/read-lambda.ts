import { readExpression } from './read-expression.ts'
import { readBlock } from './read-statement.ts'
import { readType, tryType } from './read-type.ts'
import { ExpressionFault } from './syntax-fault.ts'
import type { ExpressionSyntax, LambdaParameterSyntax } from './syntax-tree.ts'
import type { TokenReader } from './token-reader.ts'

/** `x => …`, `(a, b) => …`, `(int a) => …`, `delegate (int a) { … }`; undefined when none stands here. */
export function readLambda(reader: TokenReader): ExpressionSyntax | undefined {
  const { start } = reader.peek()
  if (reader.isWord('async') && (reader.peek(1).kind === 'identifier' || reader.is('(', 1)) && isAsyncLambda(reader)) {
    throw new ExpressionFault("'async' is not allowed in policy expressions.", reader.peek())
  }
  if (reader.takeIf('delegate')) {
    const parameters = readParameters(reader, 'typed')
    const body = readBlock(reader)
    return Object.freeze({ kind: 'lambda', parameters, body, ...reader.spanFrom(start) })
  }
  const parameters = tryLambdaHead(reader)
  if (parameters === undefined) return undefined
  const body = reader.is('{') ? readBlock(reader) : readExpression(reader)
  return Object.freeze({ kind: 'lambda', parameters, body, ...reader.spanFrom(start) })
}

const isAsyncLambda = (reader: TokenReader): boolean => {
  const position = reader.position
  reader.take()
  const isLambda = tryLambdaHead(reader) !== undefined
  reader.position = position
  return isLambda
}

/** Through the `=>`. */
function tryLambdaHead(reader: TokenReader): readonly LambdaParameterSyntax[] | undefined {
  if (reader.peek().kind === 'identifier' && reader.is('=>', 1)) {
    const name = reader.take()
    reader.take()
    return Object.freeze([Object.freeze({ name: name.text, type: undefined, start: name.start, end: name.end })])
  }
  if (!reader.is('(') || !isBeforeArrow(reader)) return undefined
  const parameters = readParameters(reader, 'any')
  reader.expect('=>')
  return parameters
}

/** Whether `=>` follows the bracket that closes the one here. */
function isBeforeArrow(reader: TokenReader): boolean {
  let depth = 0
  for (let ahead = 0; ; ahead++) {
    const token = reader.peek(ahead)
    if (token.kind === 'end') return false
    if (token.kind !== 'symbol') continue
    if (token.text === '(') depth++
    else if (token.text === ')') {
      depth--
      if (depth === 0) return reader.is('=>', ahead + 1)
    } else if (token.text === ';' || token.text === '{') return false
  }
}

/** `(int a, string b)`. @throws ExpressionFault */
export function readParameters(reader: TokenReader, kind: 'typed' | 'any'): readonly LambdaParameterSyntax[] {
  reader.expect('(')
  const parameters: LambdaParameterSyntax[] = []
  if (!reader.is(')')) {
    do {
      const { start } = reader.peek()
      for (const modifier of ['ref', 'out', 'in', 'params']) {
        if (reader.is(modifier))
          throw new ExpressionFault(`A lambda has no '${modifier}' parameters here.`, reader.peek())
      }
      const isBare = reader.peek().kind === 'identifier' && (reader.is(',', 1) || reader.is(')', 1))
      const type = kind === 'any' && isBare ? undefined : kind === 'any' ? tryType(reader) : readType(reader)
      const name = reader.identifier('the name of a parameter').text
      if (reader.is('=')) throw new ExpressionFault('Default values of parameters are not served here.', reader.peek())
      parameters.push(Object.freeze({ name, type, ...reader.spanFrom(start) }))
    } while (reader.takeIf(','))
  }
  reader.expect(')')
  return Object.freeze(parameters)
}
