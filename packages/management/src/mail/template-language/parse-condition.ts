import { readReference, skipSpace, type TemplateReader, TemplateSyntaxError, take } from './template-reader.ts'
import { type Comparison, type Condition, maxNesting } from './template-tree.ts'

/**
 * Reads the condition of `#if ( … )`, its parentheses included: references, "texts", numbers, true, false, null,
 * compared by == != < <= > >= (or eq ne lt le gt ge), joined by && || ! (or and, or, not), in parentheses.
 * @throws TemplateSyntaxError
 */
export function parseCondition(reader: TemplateReader): Condition {
  expect(reader, '(')
  const condition = parseOr(reader, 0)
  expect(reader, ')')
  return condition
}

function expect(reader: TemplateReader, text: string): void {
  skipSpace(reader)
  if (!take(reader, text)) throw new TemplateSyntaxError(`'${text}' is missing.`, reader.position)
}

function parseOr(reader: TemplateReader, depth: number): Condition {
  if (depth > maxNesting) throw new TemplateSyntaxError('The condition is nested too deeply.', reader.position)
  let left = parseAnd(reader, depth)
  for (let joined = 0; takeOperator(reader, ['||'], ['or']); joined += 1) {
    left = { kind: 'or', terms: [left, parseAnd(reader, depth)] }
    assertLength(reader, joined)
  }
  return left
}

function parseAnd(reader: TemplateReader, depth: number): Condition {
  let left = parseComparison(reader, depth)
  // A body is XML, where a lone & may not stand.
  for (let joined = 0; takeOperator(reader, ['&&', '&amp;&amp;'], ['and']); joined += 1) {
    left = { kind: 'and', terms: [left, parseComparison(reader, depth)] }
    assertLength(reader, joined)
  }
  return left
}

/** What is joined is nested to the left, and evaluated so. */
function assertLength(reader: TemplateReader, joined: number): void {
  if (joined >= maxNesting) throw new TemplateSyntaxError('The condition has too many terms.', reader.position)
}

const comparisons: readonly (readonly [Comparison, readonly string[], readonly string[]])[] = [
  ['==', ['=='], ['eq']],
  ['!=', ['!='], ['ne']],
  ['<=', ['<=', '&lt;='], ['le']],
  ['>=', ['>=', '&gt;='], ['ge']],
  ['<', ['<', '&lt;'], ['lt']],
  ['>', ['>', '&gt;'], ['gt']],
]

function parseComparison(reader: TemplateReader, depth: number): Condition {
  const left = parseOperand(reader, depth)
  for (const [operator, signs, words] of comparisons) {
    if (takeOperator(reader, signs, words)) {
      return { kind: 'compare', operator, left, right: parseOperand(reader, depth) }
    }
  }
  return left
}

function parseOperand(reader: TemplateReader, depth: number): Condition {
  if (depth > maxNesting) throw new TemplateSyntaxError('The condition is nested too deeply.', reader.position)
  if (takeOperator(reader, ['!'], ['not'])) return { kind: 'not', term: parseOperand(reader, depth + 1) }
  if (take(reader, '(')) {
    const inner = parseOr(reader, depth + 1)
    expect(reader, ')')
    return inner
  }
  const reference = readReference(reader)
  if (reference !== undefined) return reference
  for (const [text, value] of constants) {
    if (takeOperator(reader, [], [text])) return { kind: 'constant', value }
  }
  const literal = readLiteral(reader)
  if (literal !== undefined) return { kind: 'constant', value: literal }
  throw new TemplateSyntaxError('A value is missing: a variable, a "text" or a number.', reader.position)
}

const constants: readonly (readonly [string, boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
]

const texts = /"([^"]*)"|'([^']*)'|&quot;(.*?)&quot;|&apos;(.*?)&apos;/sy
const numbers = /-?\d+(?:\.\d+)?/y

function readLiteral(reader: TemplateReader): string | number | undefined {
  texts.lastIndex = reader.position
  const text = texts.exec(reader.text)
  if (text !== null) {
    reader.position = texts.lastIndex
    return text[1] ?? text[2] ?? text[3] ?? text[4] ?? ''
  }
  numbers.lastIndex = reader.position
  const number = numbers.exec(reader.text)
  if (number === null) return undefined
  reader.position = numbers.lastIndex
  return Number(number[0])
}

/** Signs stand for themselves; a word must not go on. */
function takeOperator(reader: TemplateReader, signs: readonly string[], words: readonly string[]): boolean {
  skipSpace(reader)
  if (signs.some((sign) => take(reader, sign))) return true
  for (const word of words) {
    const end = reader.position + word.length
    if (!reader.text.startsWith(word, reader.position) || /[\w-]/.test(reader.text.charAt(end))) continue
    reader.position = end
    return true
  }
  return false
}
