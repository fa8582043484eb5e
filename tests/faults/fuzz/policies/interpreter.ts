import { compileExpression, expressionTypes } from '@sluice/policy-language/expression'
import fc from 'fast-check'
import { createContext, services } from '../../../../packages/policy-language/src/expression/cases/context.fixture.ts'
import { NetException } from '../../../../packages/policy-language/src/expression/run/net-exception.ts'
import {
  ExpressionLimitError,
  type ExpressionLimits,
} from '../../../../packages/policy-language/src/expression/run/run-state.ts'
import { changedText } from './changed-text.ts'
import { checkProblems } from './expression-parser.ts'
import { csharpWords, soundExpressions } from './expression-words.ts'
import type { FuzzTarget } from './fuzz-target.ts'

const limits: ExpressionLimits = { maxSteps: 50_000, maxMs: 5_000, maxUnits: 1_000_000, maxDepth: 50 }

const number = fc.oneof(
  fc.integer({ min: -100, max: 100 }).map(String),
  fc.constantFrom('2147483647', '-2147483648', '9223372036854775807L', '1.5', '3L', '2m', '1e300', 'x', 'n'),
)
const text = fc.constantFrom(
  ...['"a"', '""', 's', '"😀b"', '"1,2,3"', 'context.RequestId.ToString()', 'context.Request.Body.As<string>(true)'],
)
const list = fc.constantFrom(
  'new[] { 3, 1, 2 }',
  'new List<int> { x, n }',
  'Enumerable.Range(x, 1000)',
  's.Select(c => (int)c)',
)

/** Trees that mostly compile: numbers, texts and lists, made of one another. */
const { tree } = fc.letrec<{ tree: string; words: string; items: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    number,
    fc
      .tuple(tie('tree'), fc.constantFrom('+', '-', '*', '/', '%', '<<', '>>', '&', '|', '^'), tie('tree'))
      .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([a, b, c]) => `(${a} > ${b} ? ${b} : ${c})`),
    tie('tree').map((a) => `(int)${a}`),
    tie('tree').map((a) => `Math.Abs(${a})`),
    tie('tree').map((a) => `((object)${a} is int i ? i : 0)`),
    tie('words').map((a) => `${a}.Length`),
    tie('words').map((a) => `int.Parse(${a})`),
    tie('items').map((a) => `${a}.Sum()`),
    tie('items').map((a) => `${a}.Count()`),
  ),
  words: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.tuple(tie('words'), tie('words')).map(([a, b]) => `(${a} + ${b})`),
    fc.tuple(tie('words'), tie('tree')).map(([a, b]) => `${a}.PadLeft(${b})`),
    fc.tuple(tie('words'), tie('tree')).map(([a, b]) => `${a}.Substring(${b})`),
    fc.tuple(tie('words'), tie('words'), tie('words')).map(([a, b, c]) => `${a}.Replace(${b}, ${c})`),
    fc.tuple(tie('words'), tie('words')).map(([a, b]) => `Regex.Replace(${a}, ${b} + "(a|b)*c?", "$1$0")`),
    tie('tree').map((a) => `$"{${a}:N3}|{${a},12}"`),
    tie('items').map((a) => `string.Join(s, ${a})`),
    tie('words').map((a) => `new JObject(new JProperty("p", ${a})).ToString()`),
  ),
  items: fc.oneof(
    { maxDepth: 4 },
    list,
    fc.tuple(tie('items'), tie('tree')).map(([a, b]) => `${a}.Select(v => v + ${b})`),
    fc.tuple(tie('items'), tie('tree')).map(([a, b]) => `${a}.Where(v => v > ${b})`),
    tie('items').map((a) => `${a}.OrderBy(v => -v)`),
    fc.tuple(tie('items'), tie('items')).map(([a, b]) => `${a}.SelectMany(v => ${b})`),
    fc.tuple(tie('items'), tie('items')).map(([a, b]) => `${a}.Concat(${b})`),
  ),
}))

const loops = ['while (true) {', 'for (int k = 0; k < n; k++) {', 'do {', 'foreach (var c in s) {'] as const

/** Blocks with variables that grow in loops. */
const block = fc
  .tuple(
    fc.constantFrom(...loops),
    tree,
    fc.constantFrom('s += s;', 'n = n * 3 + x;', 's = s + n;', 'l.Add(n);', 'F(n);'),
  )
  .map(([loop, value, body]) => {
    const end = loop === 'do {' ? '} while (n != 0);' : '}'
    return `@{ int x = 3; int n = 7; string s = "ab"; var l = new List<int>(); int F(int d) { return d == 0 ? 0 : F(d - 1) + 1; } ${loop} ${body} if (n == ${value}) { break; } ${end} return s + n + l.Count; }`
  })

/** Expressions that are run within limits. */
export const interpreter: FuzzTarget = {
  title: 'the interpreter of C# within its limits',
  texts: fc.oneof(
    { weight: 4, arbitrary: tree.map((value) => `@{ int x = 3; var n = 7L; string s = "a,b"; return ${value}; }`) },
    { weight: 3, arbitrary: changedText(soundExpressions, csharpWords) },
    { weight: 2, arbitrary: block },
    { weight: 2, arbitrary: fc.constantFrom(...soundExpressions) },
  ),
  check(expression) {
    const compiled = compileExpression(expression, 'text', expressionTypes())
    checkProblems(expression, compiled)
    if (compiled.expression === undefined) return
    try {
      const value = compiled.expression.evaluate(createContext(expressionTypes()), services, limits)
      if (typeof value !== 'string') throw new Error(`The value is no text but of the type ${typeof value}.`)
    } catch (error) {
      // A value, an exception of .NET, or a limit: anything else is a crash.
      if (!(error instanceof NetException) && !(error instanceof ExpressionLimitError)) throw error
    }
    for (const prototype of [Object.prototype, Array.prototype, String.prototype, Function.prototype]) {
      if (Object.keys(prototype).length > 0) throw new Error('It has changed what all objects share.')
    }
  },
}
