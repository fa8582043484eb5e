import { expect, test } from 'vitest'
import { createContext, services } from './cases/context.fixture.ts'
import { compileExpression } from './compile-expression.ts'
import { expressionTypes } from './expressions.ts'
import type { ExpressionLimits } from './run/run-state.ts'

const limits: ExpressionLimits = { maxSteps: 20_000, maxMs: 1_000, maxUnits: 1_000_000, maxDepth: 50 }

test.each([
  ['@{ while (true) { } }', 'maxSteps'],
  ['@{ for (;;) { try { int.Parse("a"); } catch { } } }', 'maxSteps'],
  ['@(Enumerable.Range(0, 1000000000).Sum(x => x % 2))', 'maxSteps'],
  ['@{ var s = "a"; while (true) { s += s; } }', 'maxUnits'],
  ['@("a".PadLeft(1000000000))', 'maxUnits'],
  ["@(new string('a', 2000000000))", 'maxUnits'],
  ['@(new int[2000000000].Length)', 'maxUnits'],
  ['@{ var l = new List<int>(); while (true) l.Add(1); }', 'maxUnits'],
  ['@{ Func<int, int> f = null; f = n => f(n + 1); return f(0); }', 'maxDepth'],
  ['@{ int F(int n) { try { return F(n + 1); } catch { return 0; } finally { F(n); } } return F(0); }', 'maxDepth'],
])('%s ends at the limit %s, which no catch sees', (text, limit) => {
  const { expression } = compileExpression(text, 'text', expressionTypes())
  const run = () =>
    expression?.evaluate(createContext(expressionTypes()), services, { ...limits, maxUnits: 10_000, maxSteps: 200_000 })
  expect(run).toThrow(expect.objectContaining({ limit }))
})

test('time is a limit of its own', () => {
  let now = 0
  const slow = { ...services, monotonicMs: () => (now += 400) }
  const { expression } = compileExpression('@{ while (true) { } }', 'text', expressionTypes())
  expect(() => expression?.evaluate(null, slow, limits)).toThrow(expect.objectContaining({ limit: 'maxMs' }))
})

test.each([
  '@("a".constructor)',
  '@("a".__proto__)',
  '@(new object().constructor)',
  '@("a".GetType().Assembly)',
  '@(new { toString = 1 }.hasOwnProperty("a"))',
  '@(context.Variables.constructor)',
  '@(context.GetType().GetMethods())',
])('%s finds no way out', (text) => {
  expect(compileExpression(text, 'text', expressionTypes()).problems).toHaveLength(1)
})
