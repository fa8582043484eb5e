import { jsonException } from './json-failures.ts'
import { type Query, QueryParser } from './parse-json-path-query.ts'

/** One step of a JSONPath. */
export type PathFilter =
  | { readonly kind: 'name'; readonly names: readonly string[] }
  | { readonly kind: 'anyName' }
  | { readonly kind: 'index'; readonly indexes: readonly number[] }
  | { readonly kind: 'anyIndex' }
  | {
      readonly kind: 'slice'
      readonly start: number | undefined
      readonly end: number | undefined
      readonly step: number | undefined
    }
  /** `..`: all below, of a name or all. */
  | { readonly kind: 'scan'; readonly names: readonly string[] | undefined }
  | { readonly kind: 'query'; readonly query: Query; readonly isDeep: boolean }

/** A path in steps; the root is none. @throws Newtonsoft.Json.JsonException */
export function parseJsonPath(path: string): PathFilter[] {
  return new PathParser(path).parse()
}

class PathParser {
  readonly #path: string
  #at = 0

  constructor(path: string) {
    this.#path = path
  }

  get #current(): string {
    return this.#path[this.#at] ?? ''
  }

  parse(): PathFilter[] {
    const filters: PathFilter[] = []
    if (this.#path.trim() === '') return filters
    this.#skipSpace()
    if (this.#path[this.#at] === '$') {
      this.#at++
      if (this.#at < this.#path.length && !/[.[]/.test(this.#current))
        throw jsonException(`Unexpected character while parsing path: ${this.#current}`)
    }
    let isDeep = false
    let isName = this.#at === 0 || this.#current !== '.'
    while (this.#at < this.#path.length) {
      const character = this.#current
      if (character === '.') {
        if (this.#path[this.#at + 1] === '.') {
          isDeep = true
          this.#at++
        }
        this.#at++
        if (this.#at >= this.#path.length) throw jsonException('Unexpected end while parsing path.')
        isName = true
      } else if (character === '[' || character === '(') {
        filters.push(deepened(this.#indexer(character === '[' ? ']' : ')'), isDeep))
        isDeep = false
        isName = false
      } else if (character === ' ') {
        this.#skipSpace()
        if (this.#at < this.#path.length) throw jsonException('Unexpected character while parsing path:  ')
      } else {
        if (!isName) throw jsonException(`Unexpected character following indexer: ${character}`)
        filters.push(this.#name(isDeep))
        isDeep = false
      }
    }
    return filters
  }

  #name(isDeep: boolean): PathFilter {
    const start = this.#at
    while (this.#at < this.#path.length && !/[.[( ]/.test(this.#current)) {
      if (/[\])]/.test(this.#current)) throw jsonException(`Unexpected character while parsing path: ${this.#current}`)
      this.#at++
    }
    const name = this.#path.slice(start, this.#at)
    if (name === '*') return isDeep ? { kind: 'scan', names: undefined } : { kind: 'anyName' }
    return isDeep ? { kind: 'scan', names: [name] } : { kind: 'name', names: [name] }
  }

  #indexer(closing: string): PathFilter {
    this.#at++
    this.#skipSpace()
    this.#assertMore()
    const character = this.#current
    if (character === "'" || character === '"') return { kind: 'name', names: this.#quotedNames(closing) }
    if (character === '?') {
      this.#at++
      const parser = new QueryParser(this.#path, this.#at)
      const query = parser.parse()
      this.#at = parser.at
      this.#close(closing)
      return { kind: 'query', query, isDeep: false }
    }
    if (character === '*') {
      this.#at++
      this.#close(closing)
      return { kind: 'anyIndex' }
    }
    return this.#numbers(closing)
  }

  #quotedNames(closing: string): string[] {
    const names: string[] = []
    for (;;) {
      names.push(this.#quoted())
      this.#skipSpace()
      this.#assertMore()
      if (this.#current === closing) break
      if (this.#current !== ',')
        throw jsonException(`Unexpected character while parsing path indexer: ${this.#current}`)
      this.#at++
      this.#skipSpace()
      this.#assertMore()
    }
    this.#at++
    return names
  }

  #quoted(): string {
    const quote = this.#current
    if (quote !== "'" && quote !== '"') throw jsonException(`Unexpected character while parsing path indexer: ${quote}`)
    let name = ''
    for (this.#at++; this.#current !== quote; this.#at++) {
      if (this.#at >= this.#path.length) throw jsonException('Path ended with open indexer.')
      if (this.#current === '\\' && this.#at + 1 < this.#path.length) this.#at++
      name += this.#current
    }
    this.#at++
    return name
  }

  #numbers(closing: string): PathFilter {
    const end = this.#path.indexOf(closing, this.#at)
    if (end === -1) throw jsonException('Path ended with open indexer.')
    const text = this.#path.slice(this.#at, end)
    const wrong = /[^-\d\s,:]/.exec(text)
    if (wrong !== null) throw jsonException(`Unexpected character while parsing path indexer: ${wrong[0]}`)
    this.#at = end + 1
    if (text.trim() === '') throw jsonException('Array index expected.')
    if (text.includes(':')) {
      const [start, stop, step, ...more] = text
        .split(':')
        .map((part) => (part.trim() === '' ? undefined : Number(part)))
      if (more.length > 0) throw jsonException('Unexpected character while parsing path indexer: :')
      return { kind: 'slice', start, end: stop, step }
    }
    return { kind: 'index', indexes: text.split(',').map(Number) }
  }

  #close(closing: string): void {
    this.#skipSpace()
    this.#assertMore()
    if (this.#current !== closing)
      throw jsonException(`Unexpected character while parsing path indexer: ${this.#current}`)
    this.#at++
  }

  #assertMore(): void {
    if (this.#at >= this.#path.length) throw jsonException('Path ended with open indexer.')
  }

  #skipSpace(): void {
    while (this.#current === ' ') this.#at++
  }
}

function deepened(filter: PathFilter, isDeep: boolean): PathFilter {
  if (!isDeep) return filter
  if (filter.kind === 'name') return { kind: 'scan', names: filter.names }
  if (filter.kind === 'query') return { ...filter, isDeep: true }
  if (filter.kind === 'anyIndex') return { kind: 'scan', names: undefined }
  return filter
}
