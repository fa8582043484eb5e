import { jsonException } from './json-failures.ts'
import { type PathFilter, parseJsonPath } from './parse-json-path.ts'
import { type JValue, jsonBoolean, jsonFloat, jsonInteger, jsonNull, jsonString } from './token.ts'

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | '===' | '!==' | '=~'

/** One side of a comparison: a constant, or a path from the item (`@`) or the root (`$`). */
export type Operand =
  | { readonly kind: 'constant'; readonly value: JValue }
  | { readonly kind: 'path'; readonly from: 'item' | 'root'; readonly filters: readonly PathFilter[] }

/** What stands in `[?(…)]`. */
export type Query =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Query[] }
  | { readonly kind: 'exists'; readonly operand: Operand }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly left: Operand; readonly right: Operand }

const operators: readonly Comparison[] = ['===', '!==', '==', '!=', '<=', '>=', '=~', '<', '>']

/** Reads the query of a filter from an offset in a path, `(` first; `at` is behind its `)` afterwards. */
export class QueryParser {
  readonly #text: string
  at: number

  constructor(text: string, at: number) {
    this.#text = text
    this.at = at
  }

  parse(): Query {
    this.#skipSpace()
    this.#expect('(')
    const query = this.#or()
    this.#skipSpace()
    this.#expect(')')
    return query
  }

  #or(): Query {
    const parts = [this.#and()]
    while (this.#take('||')) parts.push(this.#and())
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'or', parts }
  }

  #and(): Query {
    const parts = [this.#comparison()]
    while (this.#take('&&')) parts.push(this.#comparison())
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'and', parts }
  }

  #comparison(): Query {
    if (this.#take('(')) {
      const query = this.#or()
      this.#skipSpace()
      this.#expect(')')
      return query
    }
    const left = this.#operand()
    const operator = operators.find((text) => this.#take(text))
    if (operator === undefined) {
      this.#skipSpace()
      if (this.#current !== ')' && !this.#text.startsWith('&&', this.at) && !this.#text.startsWith('||', this.at))
        throw jsonException(this.#current === '' ? 'Path ended with open query.' : 'Could not read query operator.')
      return { kind: 'exists', operand: left }
    }
    return { kind: 'compare', operator, left, right: this.#operand() }
  }

  #operand(): Operand {
    this.#skipSpace()
    const character = this.#current
    if (character === '@' || character === '$') {
      this.at++
      return { kind: 'path', from: character === '@' ? 'item' : 'root', filters: this.#path() }
    }
    return { kind: 'constant', value: this.#constant() }
  }

  /** The path ends where an operator, a closing bracket or white space follows outside of its own brackets. */
  #path(): readonly PathFilter[] {
    const start = this.at
    let depth = 0
    for (; this.at < this.#text.length; this.at++) {
      const character = this.#current
      if (depth > 0 && (character === "'" || character === '"')) {
        const end = this.#text.indexOf(character, this.at + 1)
        this.at = end === -1 ? this.#text.length : end
      } else if (character === '[' || character === '(') depth++
      else if (character === ']' || character === ')') {
        if (depth === 0) break
        depth--
      } else if (depth === 0 && /[\s=!<>&|]/.test(character)) break
    }
    return parseJsonPath(`$${this.#text.slice(start, this.at)}`)
  }

  #constant(): JValue {
    const quote = this.#current
    if (quote === "'" || quote === '"') {
      let text = ''
      for (this.at++; this.#current !== quote; this.at++) {
        if (this.at >= this.#text.length) throw jsonException('Path ended with an open string.')
        if (this.#current === '\\' && this.at + 1 < this.#text.length) this.at++
        text += this.#current
      }
      this.at++
      return jsonString(text)
    }
    if (quote === '/') return jsonString(this.#regularExpression())
    const word = /[-+.\w]+/y
    word.lastIndex = this.at
    const text = word.exec(this.#text)?.[0] ?? ''
    this.at += text.length
    if (text === 'true' || text === 'false') return jsonBoolean(text === 'true')
    if (text === 'null') return jsonNull()
    if (/^-?\d+$/.test(text)) return jsonInteger(BigInt(text))
    if (/^-?\d+\.?\d*(?:[eE][+-]?\d+)?$/.test(text)) return jsonFloat(Number(text))
    throw jsonException('Could not read query operator.')
  }

  /** With its slashes and options, as it is kept until it is used. */
  #regularExpression(): string {
    const start = this.at
    for (this.at++; this.#current !== '/'; this.at++) {
      if (this.at >= this.#text.length) throw jsonException('Path ended with an open regex.')
      if (this.#current === '\\') this.at++
    }
    this.at++
    while (/[a-z]/i.test(this.#current)) this.at++
    return this.#text.slice(start, this.at)
  }

  get #current(): string {
    return this.#text[this.at] ?? ''
  }

  #take(text: string): boolean {
    this.#skipSpace()
    if (!this.#text.startsWith(text, this.at)) return false
    this.at += text.length
    return true
  }

  #expect(character: string): void {
    if (this.at >= this.#text.length) throw jsonException('Path ended with open query.')
    if (this.#current !== character)
      throw jsonException(`Unexpected character while parsing path query: ${this.#current}`)
    this.at++
  }

  #skipSpace(): void {
    while (this.#current === ' ') this.at++
  }
}
