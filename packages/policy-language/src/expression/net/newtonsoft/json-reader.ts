import { jsonReaderException } from './json-failures.ts'
import { pathStep } from './json-path-text.ts'

/** One level of what is being read, for the path in failures. */
interface Level {
  readonly kind: 'Object' | 'Array' | 'Constructor'
  name: string
  index: number
  /** Something of it was read: until then failures name the level itself. */
  isStarted: boolean
}

/**
 * The characters of a JSON text with their place: what `JsonTextReader` says of itself when it fails.
 * @see https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_JsonTextReader.htm
 */
export class JsonReader {
  readonly text: string
  at = 0
  hasRead = false
  readonly levels: Level[] = []
  #line = 1
  #lineStart = 0

  constructor(text: string) {
    this.text = text
  }

  get current(): string {
    return this.text[this.at] ?? ''
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length
  }

  get path(): string {
    const last = this.levels.at(-1)
    const shown = last !== undefined && !last.isStarted ? this.levels.slice(0, -1) : this.levels
    return shown.map((level, i) => pathStep(level.kind === 'Object' ? level.name : level.index, i === 0)).join('')
  }

  get line(): number {
    return !this.hasRead && this.position === 0 ? 0 : this.#line
  }

  get position(): number {
    return this.at - this.#lineStart
  }

  fail(message: string): never {
    throw jsonReaderException(message, this)
  }

  open(kind: Level['kind']): void {
    this.levels.push({ kind, name: '', index: -1, isStarted: false })
  }

  close(): void {
    this.levels.pop()
  }

  property(name: string): void {
    const level = this.levels.at(-1)
    if (level === undefined) return
    level.name = name
    level.isStarted = true
  }

  /** Another value of the array begins, or was read. */
  nextItem(): void {
    this.hasRead = true
    const level = this.levels.at(-1)
    if (level === undefined || level.kind === 'Object') return
    level.index++
    level.isStarted = true
  }

  /** Passes over white space and comments. @returns whether text is left */
  skipSpace(): boolean {
    while (!this.isAtEnd) {
      const character = this.current
      if (character === '/') this.#skipComment()
      else if (character === '\n' || character === '\r') this.newLine()
      else if (/\s/.test(character)) this.at++
      else return true
    }
    return false
  }

  /** Passes over one line end, which may have two characters. */
  newLine(): void {
    this.at += this.text.startsWith('\r\n', this.at) ? 2 : 1
    this.#line++
    this.#lineStart = this.at
  }

  #skipComment(): void {
    const second = this.text[this.at + 1]
    if (second === undefined) this.fail('Unexpected end while parsing comment.')
    if (second === '/') {
      while (!this.isAtEnd && this.current !== '\n' && this.current !== '\r') this.at++
      return
    }
    if (second !== '*') this.fail(`Error parsing comment. Expected: *, got ${second}.`)
    this.at += 2
    while (!this.text.startsWith('*/', this.at)) {
      if (this.isAtEnd) this.fail('Unexpected end while parsing comment.')
      if (this.current === '\n' || this.current === '\r') this.newLine()
      else this.at++
    }
    this.at += 2
  }
}
