import fc from 'fast-check'
import { expect, test } from 'vitest'
import { collectionCases } from './cases/collections.cases.ts'
import { createContext, services } from './cases/context.fixture.ts'
import { languageCases } from './cases/language.cases.ts'
import { compileExpression } from './compile-expression.ts'
import { expressionTypes } from './expressions.ts'
import { NetException } from './run/net-exception.ts'
import { ExpressionLimitError, type ExpressionLimits } from './run/run-state.ts'

const limits: ExpressionLimits = { maxSteps: 20_000, maxMs: 1_000, maxUnits: 1_000_000, maxDepth: 50 }

/** Ends with a value, a fault, an exception of .NET or a limit: anything else is a crash. */
function survives(text: string): void {
  const compiled = compileExpression(text, 'text', expressionTypes())
  if (compiled.expression === undefined) {
    expect(compiled.problems.length).toBeGreaterThan(0)
    for (const { start, end, message } of compiled.problems) {
      expect(message).not.toBe('')
      expect(start).toBeGreaterThanOrEqual(0)
      expect(end).toBeLessThanOrEqual(text.length + 1)
    }
    return
  }
  try {
    expect(typeof compiled.expression.evaluate(createContext(expressionTypes()), services, limits)).toBe('string')
  } catch (error) {
    if (!(error instanceof NetException) && !(error instanceof ExpressionLimitError)) throw error
  }
}

const words = [
  ...'context . Request Variables [ ] ( ) { } ; , ? : + - * / % == != < > <= >= && || ! => = += ++ ?? ?. is as new'.split(
    ' ',
  ),
  ...'int string var return if else for foreach in while switch case default try catch throw out null true x y'.split(
    ' ',
  ),
  ...[
    '"a"',
    "'c'",
    '1',
    '2.5',
    '1L',
    '1m',
    '$"{x}"',
    '@"b"',
    'List<int>',
    'Select',
    'Where',
    'First()',
    'ToString()',
    'Length',
  ],
]

const random = { seed: 20_260_101, numRuns: 400 }

test('any text is refused with a sentence or evaluated', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.constantFrom('()', '{}'), (text, brackets) =>
      survives(`@${brackets.charAt(0)}${text}${brackets.charAt(1)}`),
    ),
    random,
  )
})

test('any row of words of C# is refused with a sentence or evaluated', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 25 }), fc.boolean(), (row, isBlock) =>
      survives(isBlock ? `@{ ${row.join(' ')} }` : `@(${row.join(' ')})`),
    ),
    random,
  )
})

test('a sound expression with a piece taken out, doubled or exchanged is refused or evaluated', () => {
  const sound = [...languageCases, ...collectionCases].map(({ expression }) =>
    expression.startsWith('{') ? `@${expression}` : `@(${expression})`,
  )
  const change = fc.tuple(fc.constantFrom(...sound), fc.nat(), fc.nat({ max: 6 }), fc.constantFrom(...words, ''))
  fc.assert(
    fc.property(change, ([text, at, length, word]) => {
      const from = 2 + (at % Math.max(1, text.length - 3))
      survives(text.slice(0, from) + word + text.slice(from + length))
    }),
    { ...random, numRuns: 800 },
  )
})

const number = fc.oneof(
  fc.integer({ min: -100, max: 100 }).map(String),
  fc.constantFrom('2147483647', '1.5', '3L', '2m', 'x'),
)
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    number,
    fc
      .tuple(tie('tree'), fc.constantFrom('+', '-', '*', '/', '%', '<', '==', '&', '<<', '??'), tie('tree'))
      .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    tie('tree').map((a) => `(int)${a}`),
    tie('tree').map((a) => `new[] { ${a}, ${a} }.Select(x => x).First()`),
    tie('tree').map((a) => `$"{${a}}".Length`),
    tie('tree').map((a) => `((object)${a} is int n ? n : 0)`),
  ),
}))

test('any tree of operators is refused with a sentence or evaluated', () => {
  fc.assert(
    fc.property(tree, (text) => survives(`@{ int x = 3; return ${text}; }`)),
    random,
  )
})

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
