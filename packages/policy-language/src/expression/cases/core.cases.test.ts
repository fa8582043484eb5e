import { expect, test } from 'vitest'
import { compileExpression } from '../compile-expression.ts'
import { expressionTypes } from '../expressions.ts'
import { NetException } from '../run/net-exception.ts'
import { collectionCases } from './collections.cases.ts'
import { contextCases } from './context.cases.ts'
import { createContext, services } from './context.fixture.ts'
import { csharp7Cases } from './csharp7.cases.ts'
import type { ExpressionCase } from './expression-case.ts'
import { languageCases } from './language.cases.ts'
import { policyCorpusCases } from './policy-corpus.cases.ts'
import { textCases } from './texts.cases.ts'

const table = expressionTypes()

function outcomeOf({ expression }: ExpressionCase): string {
  const text = expression.startsWith('{') ? `@${expression}` : `@(${expression})`
  const compiled = compileExpression(text, 'text', table)
  if (compiled.expression === undefined) return `refused: ${compiled.problems.map(({ message }) => message).join(' ')}`
  try {
    return `gives: ${compiled.expression.evaluate(createContext(table), services)}`
  } catch (error) {
    if (!(error instanceof NetException)) throw error
    return `throws: ${error.typeName}: ${error.message}`
  }
}

const groups = { collectionCases, contextCases, csharp7Cases, languageCases, policyCorpusCases, textCases }

for (const [name, cases] of Object.entries(groups)) {
  test(`every row of ${name} comes out as .NET says`, () => {
    const wrong = cases.flatMap((one: ExpressionCase) => {
      const outcome = outcomeOf(one)
      const wanted =
        one.expected !== undefined
          ? `gives: ${one.expected}`
          : one.throws !== undefined
            ? `throws: ${one.throws}`
            : `refused: … ${one.refused}`
      const isRight =
        one.expected !== undefined
          ? outcome === wanted
          : one.throws !== undefined
            ? outcome === wanted || outcome.startsWith(`${wanted}:`)
            : outcome.startsWith('refused: ') && outcome.includes(one.refused ?? '')
      return isRight ? [] : [`${one.expression}\n  wanted ${wanted}\n  but    ${outcome}`]
    })
    expect(wrong).toEqual([])
  })
}
