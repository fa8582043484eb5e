import { readExpression } from './read-expression.ts'
import { readBlock } from './read-statement.ts'
import { ExpressionFault } from './syntax-fault.ts'
import type { BlockSyntax, ExpressionSyntax } from './syntax-tree.ts'
import { TokenReader } from './token-reader.ts'
import { tokenize } from './tokenize.ts'

/** What stands between the brackets of `@(…)` or `@{…}`. */
export type PolicyExpressionSyntax =
  | { readonly kind: 'expression'; readonly expression: ExpressionSyntax }
  | { readonly kind: 'statements'; readonly block: BlockSyntax }

/**
 * Reads a policy expression, which begins with `@(` or `@{`; white space around it does not count. Offsets are those of
 * the text.
 * @throws ExpressionFault at the first place that is no C# 7, in words
 */
export function parseCSharp(text: string): PolicyExpressionSyntax {
  const at = text.search(/\S/)
  if (at < 0 || text.charAt(at) !== '@' || !'({'.includes(text.charAt(at + 1))) {
    throw new ExpressionFault("A policy expression begins with '@(' or '@{'.", { start: 0, end: text.length })
  }
  const reader = new TokenReader(tokenize(text, at + 1).tokens)
  if (reader.is('{')) {
    const block = readBlock(reader)
    expectEnd(reader)
    return Object.freeze({ kind: 'statements', block })
  }
  reader.expect('(')
  const expression = readExpression(reader)
  if (!reader.is(')')) throw reader.fault("an operator or ')'")
  reader.take()
  expectEnd(reader)
  return Object.freeze({ kind: 'expression', expression })
}

function expectEnd(reader: TokenReader): void {
  if (reader.peek().kind !== 'end') {
    throw new ExpressionFault('The policy expression ends before this.', reader.peek())
  }
}
