import { expect, test } from 'vitest'
import { parseCSharp } from './parse-csharp.ts'
import type { ExpressionSyntax } from './syntax-tree.ts'

/** The tree with brackets around everything, to see what belongs together. */
function shape(of: ExpressionSyntax): string {
  switch (of.kind) {
    case 'literal':
      return of.type === 'string' ? `"${of.value}"` : String(of.value)
    case 'name':
      return of.name + types(of.typeArgs.length)
    case 'receiver':
      return ''
    case 'member':
      return `${shape(of.target)}.${of.name}${types(of.typeArgs.length)}`
    case 'call':
      return `${shape(of.target)}(${of.args.map(({ value }) => shape(value)).join(', ')})`
    case 'index':
      return `${shape(of.target)}[${of.args.map(({ value }) => shape(value)).join(', ')}]`
    case 'conditionalAccess':
      return `[${shape(of.target)}?${shape(of.access)}]`
    case 'binary':
      return `(${shape(of.left)} ${of.operator} ${shape(of.right)})`
    case 'unary':
      return `(${of.operator}${shape(of.operand)})`
    case 'cast':
      return `(cast ${shape(of.operand)})`
    case 'conditional':
      return `(${shape(of.condition)} ? ${shape(of.whenTrue)} : ${shape(of.whenFalse)})`
    case 'lambda':
      return `(${of.parameters.map(({ name }) => name).join(', ')} => ${of.body.kind === 'block' ? '{}' : shape(of.body)})`
    case 'is':
      return `(${shape(of.operand)} is ${of.pattern.kind})`
    case 'as':
      return `(${shape(of.operand)} as)`
    default:
      return of.kind
  }
}

const types = (count: number): string => (count === 0 ? '' : `<${count}>`)

const shapeOf = (text: string): string => {
  const parsed = parseCSharp(`@(${text})`)
  return parsed.kind === 'expression' ? shape(parsed.expression) : 'statements'
}

test.each([
  ['a + b * c', '(a + (b * c))'],
  ['a - b - c', '((a - b) - c)'],
  ['a ?? b ?? c', '(a ?? (b ?? c))'],
  ['a || b && c == d', '(a || (b && (c == d)))'],
  ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
  ['"x" == context.User?.Id && y', '(("x" == [context.User?.Id]) && y)'],
  ['!a?.b', '(![a?.b])'],
  ['(string)a?.b', '(cast [a?.b])'],
  ['a?.b?.c(1)?[0].d', '[a?[.b?[.c(1)?[0].d]]]'],
  ['x ?? a?.b', '(x ?? [a?.b])'],
  ['(a) + b * c', '(a + (b * c))'],
  ['(a) - 1', '(a - 1)'],
  ['(int)-1', '(cast (-1))'],
  ['(a)[0]', 'a[0]'],
  ['(a).b', 'a.b'],
  ['(T)x', '(cast x)'],
  ['(T)(x)', '(cast x)'],
  ['(List<int>)-x', '(cast (-x))'],
  ['f(a < b, c > d)', 'f((a < b), (c > d))'],
  ['f(a<b,c>(d))', 'f(a<2>(d))'],
  ['a.Get<T>(d) + e', '(a.Get<1>(d) + e)'],
  ['a < b', '(a < b)'],
  ['a >> b > c', '((a >> b) > c)'],
  ['a is int ? b : c', '((a is type) ? b : c)'],
  ['a as string ?? b', '((a as) ?? b)'],
  ['x => y => x + y', '(x => (y => (x + y)))'],
  ['(a, b) => a', '(a, b => a)'],
  ['a ? b?.c : d', '(a ? [b?.c] : d)'],
  ['x ?.5 : 1', '(x ? 0.5 : 1)'],
])('%s is read as %s', (text, expected) => {
  expect(shapeOf(text)).toBe(expected)
})

test('the tree is frozen', () => {
  const parsed = parseCSharp('@(a.b(1))')
  expect(Object.isFrozen(parsed) && parsed.kind === 'expression' && Object.isFrozen(parsed.expression)).toBe(true)
})

test('what stands behind the closing bracket is refused', () => {
  expect(() => parseCSharp('@(a) + 1')).toThrow('The policy expression ends before this.')
})

test('deep nesting is refused before the stack ends', () => {
  expect(() => parseCSharp(`@(${'('.repeat(5000)}1${')'.repeat(5000)})`)).toThrow('nested more than 120 levels deep')
  expect(() => parseCSharp(`@(${'$"{'.repeat(9000)})`)).toThrow('nested more than 120 levels deep')
})
