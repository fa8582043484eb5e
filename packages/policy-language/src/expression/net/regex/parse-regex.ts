import { ignoringCase, toLowerUnit } from './character-sets.ts'
import { type GroupTable, numberGroups, withInlineOptions } from './number-groups.ts'
import { parseCharacterClass } from './parse-character-class.ts'
import { parseCharacterEscape, parseSetEscape } from './parse-escape.ts'
import { PatternReader } from './pattern-reader.ts'
import { regexOptions } from './regex-options.ts'
import type { AssertionKind, GroupName, RegexNode } from './regex-tree.ts'

const empty: RegexNode = { kind: 'empty' }

/** Nested deeper than this, a pattern would end the stack. */
const MAX_NESTING = 200

export interface ParsedRegex {
  readonly root: RegexNode
  readonly groups: readonly GroupName[]
}

/**
 * A pattern of .NET's regular expression language as a tree.
 * @see https://learn.microsoft.com/dotnet/standard/base-types/regular-expression-language-quick-reference
 * @throws System.Text.RegularExpressions.RegexParseException with offset and reason
 */
export function parseRegex(pattern: string, options: number): ParsedRegex {
  const groups = numberGroups(pattern, options)
  return { root: new RegexParser(pattern, options, groups).parse(), groups: groups.names }
}

class RegexParser {
  readonly #reader: PatternReader
  readonly #groups: GroupTable
  #options: number
  #nesting = 0

  constructor(pattern: string, options: number, groups: GroupTable) {
    this.#reader = new PatternReader(pattern)
    this.#options = options
    this.#groups = groups
  }

  parse(): RegexNode {
    const root = this.#alternatives()
    if (!this.#reader.isAtEnd) {
      this.#reader.at++
      this.#reader.fail("Too many )'s.")
    }
    return root
  }

  #has(option: number): boolean {
    return (this.#options & option) !== 0
  }

  #alternatives(): RegexNode {
    const choices = [this.#sequence()]
    while (this.#reader.take('|')) choices.push(this.#sequence())
    return choices.length === 1 ? (choices[0] ?? empty) : { kind: 'alternatives', choices }
  }

  #sequence(): RegexNode {
    const parts: RegexNode[] = []
    for (;;) {
      this.#skipIgnored()
      if (this.#reader.isAtEnd || this.#reader.current === '|' || this.#reader.current === ')') break
      const atom = this.#atom()
      if (atom !== undefined) parts.push(this.#quantified(atom))
    }
    return parts.length === 1 ? (parts[0] ?? empty) : { kind: 'sequence', parts }
  }

  /** White space and comments where they mean nothing. */
  #skipIgnored(): void {
    for (;;) {
      if (this.#has(regexOptions.IgnorePatternWhitespace) && this.#reader.match(/(?:\s+|#[^\n]*)/y)) continue
      if (!this.#reader.take('(?#')) return
      const end = this.#reader.pattern.indexOf(')', this.#reader.at)
      if (end === -1) {
        this.#reader.at = this.#reader.pattern.length
        this.#reader.fail('Unterminated (?#...) comment.')
      }
      this.#reader.at = end + 1
    }
  }

  #quantified(atom: RegexNode): RegexNode {
    this.#skipIgnored()
    const quantifier = this.#quantifier()
    if (quantifier === undefined) return atom
    const isLazy = this.#reader.take('?')
    this.#skipIgnored()
    const start = this.#reader.at
    if (this.#quantifier() !== undefined) {
      const text = this.#reader.pattern.slice(start, this.#reader.at)
      this.#reader.fail(`Nested quantifier '${text}'.`)
    }
    return { kind: 'repeat', body: atom, ...quantifier, isLazy }
  }

  #quantifier(): { min: number; max: number } | undefined {
    const reader: PatternReader = this.#reader
    if (reader.take('*')) return { min: 0, max: Infinity }
    if (reader.take('+')) return { min: 1, max: Infinity }
    if (reader.take('?')) return { min: 0, max: 1 }
    // Braces that are no quantifier are characters.
    const match = reader.match(/\{(\d+)(?:(,)(\d*))?\}/y)
    if (match === undefined) return undefined
    const min = Number(match[1])
    const max = match[2] === undefined ? min : match[3] === '' ? Infinity : Number(match[3])
    if (min > 0x7fffffff || (max !== Infinity && max > 0x7fffffff))
      reader.fail('Capture group numbers must be less than or equal to Int32.MaxValue.')
    if (max < min) reader.fail('Illegal {x,y} with x > y.')
    return { min, max }
  }

  #atom(): RegexNode | undefined {
    const reader: PatternReader = this.#reader
    const character = reader.current
    switch (character) {
      case '(':
        return this.#group()
      case '[':
        reader.at++
        return { kind: 'character', test: parseCharacterClass(reader, this.#classOptions()) }
      case '.':
        reader.at++
        return {
          kind: 'character',
          test: this.#has(regexOptions.Singleline) ? () => true : (unit) => unit !== 10,
        }
      case '^':
        reader.at++
        return this.#assertion(this.#has(regexOptions.Multiline) ? 'lineStart' : 'textStart')
      case '$':
        reader.at++
        return this.#assertion(this.#has(regexOptions.Multiline) ? 'lineEnd' : 'textEndOrLastLine')
      case '\\':
        return this.#escape()
      case '*':
      case '+':
      case '?':
        reader.at++
        return reader.fail(`Quantifier '${character}' following nothing.`)
      case '{': {
        const start = reader.at
        if (this.#quantifier() !== undefined)
          return reader.fail(`Quantifier '${reader.pattern.slice(start, reader.at)}' following nothing.`)
        reader.at++
        return this.#literal(123)
      }
      default:
        reader.at++
        return this.#literal(character.charCodeAt(0))
    }
  }

  #classOptions() {
    return { ignoresCase: this.#has(regexOptions.IgnoreCase), isEcma: this.#has(regexOptions.ECMAScript) }
  }

  #literal(unit: number): RegexNode {
    if (!this.#has(regexOptions.IgnoreCase))
      return { kind: 'character', test: (other) => other === unit, literal: unit }
    const test = ignoringCase((other) => other === unit)
    const lower = toLowerUnit(unit)
    const hasOneCase = lower === unit && String.fromCharCode(unit).toUpperCase() === String.fromCharCode(unit)
    return hasOneCase ? { kind: 'character', test, literal: unit } : { kind: 'character', test }
  }

  #assertion(assertion: AssertionKind): RegexNode {
    return { kind: 'assertion', assertion, isAscii: this.#has(regexOptions.ECMAScript) }
  }

  #escape(): RegexNode {
    const reader: PatternReader = this.#reader
    reader.at++
    if (reader.isAtEnd) reader.fail('Illegal \\ at end of pattern.')
    const assertions: Readonly<Record<string, AssertionKind>> = {
      A: 'textStart',
      Z: 'textEndOrLastLine',
      z: 'textEnd',
      G: 'searchStart',
      b: 'wordBoundary',
      B: 'noWordBoundary',
    }
    const assertion = Object.hasOwn(assertions, reader.current) ? assertions[reader.current] : undefined
    if (assertion !== undefined) {
      reader.at++
      return this.#assertion(assertion)
    }
    const set = parseSetEscape(reader, this.#has(regexOptions.ECMAScript))
    if (set !== undefined) return { kind: 'character', test: set }
    if (reader.current === 'k') return this.#namedReference()
    if (/[1-9]/.test(reader.current)) {
      const reference = this.#numberedReference()
      if (reference !== undefined) return reference
    }
    return this.#literal(parseCharacterEscape(reader))
  }

  #namedReference(): RegexNode {
    const reader: PatternReader = this.#reader
    const match = reader.match(/k(?:<(\w+)>|'(\w+)')/uy)
    if (match === undefined) {
      reader.at++
      reader.fail('Malformed \\k<...> named back reference.')
    }
    const name = match[1] ?? match[2] ?? ''
    const group = this.#groups.byName.get(name)
    if (group === undefined)
      reader.fail(
        /^\d/.test(name)
          ? `Reference to undefined group number ${name}.`
          : `Reference to undefined group name '${name}'.`,
      )
    return this.#reference(group)
  }

  /** `\1` to `\9` are references; two digits and more are when there is such a group, else octal. */
  #numberedReference(): RegexNode | undefined {
    const reader: PatternReader = this.#reader
    const digits = reader.match(/\d+/y)?.[0] ?? ''
    const isGroup = this.#groups.names.some(({ number }) => number === Number(digits))
    if (isGroup) return this.#reference(Number(digits))
    if (digits.length === 1) return reader.fail(`Reference to undefined group number ${digits}.`)
    reader.at -= digits.length
    if (/[89]/.test(reader.current)) return reader.fail(`Reference to undefined group number ${digits}.`)
    return undefined
  }

  #reference(group: number): RegexNode {
    return { kind: 'reference', group, ignoresCase: this.#has(regexOptions.IgnoreCase) }
  }

  /** A group, or undefined for `(?i)`, which only changes the options. */
  #group(): RegexNode | undefined {
    const reader: PatternReader = this.#reader
    const start = reader.at
    reader.at++
    if (++this.#nesting > MAX_NESTING) reader.fail('The pattern is nested too deeply.')
    const outer = this.#options
    const inline = reader.match(/\?([imnsx]*)(?:-([imnsx]*))?([:)])/y)
    if (inline !== undefined) {
      this.#options = withInlineOptions(this.#options, inline[1] ?? '', inline[2] ?? '')
      if (inline[3] === ')') {
        this.#nesting--
        return undefined
      }
      return this.#closed(this.#alternatives(), outer)
    }
    if (reader.current === '?') return this.#closed(this.#construct(start), outer)
    const body = this.#alternatives()
    if (outer & regexOptions.ExplicitCapture) return this.#closed(body, outer)
    const group = this.#groups.numberAt.get(start)
    return this.#closed({ kind: 'capture', group, uncaptured: undefined, body }, outer)
  }

  #closed(node: RegexNode, outerOptions: number): RegexNode {
    if (!this.#reader.take(')')) this.#reader.fail("Not enough )'s.")
    this.#options = outerOptions
    this.#nesting--
    return node
  }

  /** What begins with `(?`, at the question mark. */
  #construct(start: number): RegexNode {
    const reader: PatternReader = this.#reader
    for (const [sign, isBehind, isNegative] of looks) {
      if (reader.take(sign)) return { kind: 'look', isBehind, isNegative, body: this.#alternatives() }
    }
    if (reader.take('?>')) return { kind: 'atomic', body: this.#alternatives() }
    if (reader.take('?(')) return this.#conditional()
    const name = reader.match(/\?(?:<(\w*)(-\w+)?>|'(\w*)(-\w+)?')/uy)
    if (name === undefined) {
      reader.at++
      if (/[<']/.test(reader.current)) {
        reader.at++
        reader.fail('Invalid group name: Group names must begin with a word character.')
      }
      return reader.fail('Unrecognized grouping construct.')
    }
    const own = name[1] ?? name[3] ?? ''
    const other = (name[2] ?? name[4])?.slice(1)
    if ((own === '' && other === undefined) || /^\d\D/.test(own))
      reader.fail('Invalid group name: Group names must begin with a word character.')
    const uncaptured = other === undefined ? undefined : this.#groups.byName.get(other)
    if (other !== undefined && uncaptured === undefined) reader.fail(`Reference to undefined group name '${other}'.`)
    const group = own === '' ? undefined : this.#groups.numberAt.get(start)
    return { kind: 'capture', group, uncaptured, body: this.#alternatives() }
  }

  /** `(?(name)yes|no)` or `(?(pattern)yes|no)`, behind the inner parenthesis. */
  #conditional(): RegexNode {
    const reader: PatternReader = this.#reader
    const name = /(\w+)\)/uy
    name.lastIndex = reader.at
    const asked = name.exec(reader.pattern)?.[1]
    const group = asked === undefined ? undefined : this.#groups.byName.get(asked)
    let condition: number | RegexNode
    if (reader.current === '?') {
      // An assertion of its own, with the parenthesis that was passed already.
      reader.at--
      return this.#branches(this.#group() ?? empty)
    }
    if (asked !== undefined && group !== undefined) {
      condition = group
      reader.at += asked.length
    } else if (asked !== undefined && /^\d+$/.test(asked)) {
      return reader.fail(`Conditional alternation refers to an undefined group number ${asked}.`)
    } else condition = this.#alternatives()
    if (!reader.take(')')) reader.fail("Not enough )'s.")
    return this.#branches(condition)
  }

  #branches(condition: number | RegexNode): RegexNode {
    const body = this.#alternatives()
    if (body.kind !== 'alternatives') return { kind: 'conditional', condition, yes: body, no: empty }
    const [yes = empty, no = empty, more] = body.choices
    if (more !== undefined) this.#reader.fail('Too many | in (?()|).')
    return { kind: 'conditional', condition, yes, no }
  }
}

const looks: readonly (readonly [string, boolean, boolean])[] = [
  ['?=', false, false],
  ['?!', false, true],
  ['?<=', true, false],
  ['?<!', true, true],
]
