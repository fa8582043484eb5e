import { ExpressionFault } from './syntax-fault.ts'
import type { Span } from './syntax-tree.ts'
import type { Token } from './tokenize.ts'

/** Brackets, operators and statements inside one another: deeper is no policy, and would exhaust the stack. */
export const maxDepth = 120

/** How often tokens may be taken: what can be read in several ways is tried, and tries in tries multiply. */
interface Budget {
  left: number
}

const takesPerToken = 100

/** A place in a list of tokens, which can be tried and gone back to. */
export class TokenReader {
  readonly #tokens: readonly Token[]
  #at = 0
  #depth: number

  readonly #budget: Budget

  /** @param outer reads what these tokens stand in: holes of interpolated strings go on counting */
  constructor(tokens: readonly Token[], outer?: TokenReader) {
    this.#tokens = tokens
    this.#depth = outer?.depth ?? 0
    this.#budget = outer === undefined ? { left: 10_000 + tokens.length * takesPerToken } : outer.#budget
  }

  get depth(): number {
    return this.#depth
  }

  get position(): number {
    return this.#at
  }

  set position(at: number) {
    this.#at = at
  }

  peek(ahead = 0): Token {
    const token = this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]
    if (token === undefined) throw new Error('A list of tokens ends with the token `end`.')
    return token
  }

  /** Behind the last token that was taken. */
  get lastEnd(): number {
    return this.#tokens[this.#at - 1]?.end ?? this.peek().start
  }

  take(): Token {
    const token = this.peek()
    this.#at++
    this.#budget.left--
    if (this.#budget.left < 0) throw new ExpressionFault('The expression is too complex.', token)
    return token
  }

  /** Whether a symbol or keyword stands here. */
  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.text === text && (token.kind === 'symbol' || token.kind === 'keyword')
  }

  /** Whether a word stands here that is a keyword in this place only: `when`, `var`, `from`. */
  isWord(text: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'identifier' && token.text === text && !token.isVerbatim
  }

  takeIf(text: string): boolean {
    if (!this.is(text)) return false
    this.#at++
    return true
  }

  takeWordIf(text: string): boolean {
    if (!this.isWord(text)) return false
    this.#at++
    return true
  }

  expect(text: string): Token {
    if (!this.is(text)) throw this.fault(`'${text}'`)
    return this.take()
  }

  expectWord(text: string): void {
    if (!this.takeWordIf(text)) throw this.fault(`'${text}'`)
  }

  identifier(what = 'a name'): Token {
    if (this.peek().kind !== 'identifier') throw this.fault(what)
    return this.take()
  }

  /** What was expected here instead of what stands here. */
  fault(expected: string): ExpressionFault {
    const token = this.peek()
    const found = token.kind === 'end' ? 'the expression ends here' : `'${shorten(token.text)}' was found`
    return new ExpressionFault(`Here ${expected} is expected, but ${found}.`, token)
  }

  spanFrom(start: number): Span {
    return { start, end: this.lastEnd }
  }

  /** Reads something that may hold others of its kind. */
  nested<T>(read: () => T): T {
    this.#depth++
    if (this.#depth > maxDepth) {
      throw new ExpressionFault(`The expression is nested more than ${maxDepth} levels deep.`, this.peek())
    }
    const result = read()
    this.#depth--
    return result
  }

  /** Reads if it can; otherwise goes back to where it began. */
  attempt<T>(read: () => T | undefined): T | undefined {
    const start = this.#at
    const depth = this.#depth
    const result = read()
    if (result === undefined) this.#at = start
    this.#depth = depth
    return result
  }
}

const shorten = (text: string): string => (text.length > 30 ? `${text.slice(0, 29)}…` : text)
