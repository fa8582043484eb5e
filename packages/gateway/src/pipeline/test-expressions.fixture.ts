import type { CallContext } from './call-context.ts'
import { type ExpressionCompiler, noExpressions } from './expressions.ts'

/** What each expression stands for, by its text between `@(` and `)`. */
export type TestExpressions = Readonly<Record<string, (context: CallContext) => unknown>>

/**
 * Stands for the expression engine where a test is about a policy: every expression is a function of the test. One
 * whose text names a body reads it.
 */
export function createTestExpressions(functions: TestExpressions): ExpressionCompiler {
  const find = (text: string) => functions[/^\s*@\(([\s\S]*)\)\s*$/.exec(text)?.[1] ?? '']
  return {
    ...noExpressions,
    check: (text) =>
      find(text) === undefined
        ? [{ message: 'The test does not know this expression.', start: 0, end: text.length }]
        : [],
    compile(text) {
      const evaluate = find(text)
      if (evaluate === undefined) throw new Error(`The test does not know ${text}.`)
      const reads = { requestBody: text.includes('Request.Body'), responseBody: text.includes('Response.Body') }
      return { reads, evaluate }
    },
    toText: (value) =>
      typeof value === 'object' && value !== null ? JSON.stringify(value) : noExpressions.toText(value),
  }
}
