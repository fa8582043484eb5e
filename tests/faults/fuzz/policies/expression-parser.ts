import { type CompileResult, compileExpression, expressionTypes } from '@sluice/policy-language/expression'
import fc from 'fast-check'
import { changedText } from './changed-text.ts'
import { csharpWords, soundExpressions } from './expression-words.ts'
import type { FuzzTarget } from './fuzz-target.ts'

const row = fc.array(fc.constantFrom(...csharpWords), { maxLength: 40 })

/** One thing in itself, many times over. */
const nested = fc
  .tuple(
    fc.constantFrom('(', '{', '[', '!', '-', 'x=>', 'new[]{', '(int)', '$"{', 'a?b:', 'f(', 'a.', '1+', 'a??', '<'),
    fc.nat(5_000),
    fc.constantFrom('', '1', 'x'),
  )
  .map(([open, times, middle]) => `@(${open.repeat(times)}${middle})`)

/** The reader and the binder of C#. */
export const expressionParser: FuzzTarget = {
  title: 'the parser and the binder of C#',
  texts: fc.oneof(
    { weight: 6, arbitrary: changedText(soundExpressions, csharpWords) },
    { weight: 3, arbitrary: row.map((words) => `@(${words.join(' ')})`) },
    { weight: 3, arbitrary: row.map((words) => `@{ var x = 1; ${words.join(' ')} return x; }`) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 100 }).map((text) => `@(${text})`) },
    { weight: 1, arbitrary: nested },
  ),
  check(text) {
    for (const expects of ['text', 'boolean', 'integer', 'object'] as const) {
      checkProblems(text, compileExpression(text, expects, expressionTypes()))
    }
  },
}

/** @throws Error when it is neither compiled nor refused with a sentence and a place */
export function checkProblems(text: string, { expression, problems }: CompileResult): void {
  if ((expression === undefined) === (problems.length === 0)) throw new Error('It is neither compiled nor refused.')
  for (const { start, end, message } of problems) {
    if (message === '') throw new Error('A problem has no message.')
    if (start < 0 || end < start || end > text.length + 1) {
      throw new Error(`A problem stands outside of the text, at ${start} to ${end}: ${message}`)
    }
  }
}
