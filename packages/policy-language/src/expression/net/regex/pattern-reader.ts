import { NetException } from '../../run/net-exception.ts'

/** The characters of a pattern, and its failures with their offset. */
export class PatternReader {
  readonly pattern: string
  at = 0

  constructor(pattern: string) {
    this.pattern = pattern
  }

  get current(): string {
    return this.pattern[this.at] ?? ''
  }

  get isAtEnd(): boolean {
    return this.at >= this.pattern.length
  }

  /** Passes over the text if it comes next. */
  take(text: string): boolean {
    if (!this.pattern.startsWith(text, this.at)) return false
    this.at += text.length
    return true
  }

  /** Passes over what a sticky pattern matches here. */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at
    const match = pattern.exec(this.pattern)
    if (match === null) return undefined
    this.at += match[0].length
    return match
  }

  /** The failure as .NET words it. */
  fail(reason: string): never {
    throw new NetException(
      'System.Text.RegularExpressions.RegexParseException',
      `Invalid pattern '${this.pattern}' at offset ${this.at}. ${reason}`,
      { details: { Offset: this.at } },
    )
  }
}
