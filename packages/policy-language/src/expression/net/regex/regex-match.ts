import type { GroupName } from './regex-tree.ts'

/** `Capture`: a part of the text. */
export class RegexCapture {
  readonly text: string
  readonly index: number
  readonly length: number

  constructor(text: string, index: number, length: number) {
    this.text = text
    this.index = index
    this.length = length
  }

  get value(): string {
    return this.text.slice(this.index, this.index + this.length)
  }
}

/** `Group`: its last capture, and all of them. A group that took no part is empty and no success. */
export class RegexGroup extends RegexCapture {
  readonly name: string
  readonly captures: readonly RegexCapture[]

  constructor(name: string, text: string, captures: readonly RegexCapture[]) {
    const last = captures.at(-1)
    super(text, last?.index ?? 0, last?.length ?? 0)
    this.name = name
    this.captures = captures
  }

  get isSuccess(): boolean {
    return this.captures.length > 0
  }
}

/** `Match`: the group 0 and the others by number and name. */
export class RegexMatch extends RegexGroup {
  readonly #groups: readonly GroupName[]
  readonly #found: readonly (readonly number[])[]
  #made: readonly RegexGroup[] | undefined

  constructor(
    text: string,
    start: number,
    end: number,
    groups: readonly GroupName[],
    found: readonly (readonly number[])[],
  ) {
    super('0', text, start < 0 ? [] : [new RegexCapture(text, start, end - start)])
    this.#groups = groups
    this.#found = found
  }

  /** `Match.Empty`: what a search without a result gives. */
  static readonly empty = new RegexMatch('', -1, -1, [{ number: 0, name: '0' }], [])

  /** In order of their numbers, this match first. */
  get groups(): readonly RegexGroup[] {
    this.#made ??= this.#groups.map(({ number, name }) => {
      if (number === 0) return this
      const pairs = this.#found[number] ?? []
      const captures: RegexCapture[] = []
      for (let i = 0; i < pairs.length; i += 2)
        captures.push(new RegexCapture(this.text, pairs[i] ?? 0, (pairs[i + 1] ?? 0) - (pairs[i] ?? 0)))
      return new RegexGroup(name, this.text, captures)
    })
    return this.#made
  }

  /** `Groups[5]`: a number without a group gives an empty one. */
  groupByNumber(number: number): RegexGroup {
    const index = this.#groups.findIndex((group) => group.number === number)
    return this.groups[index] ?? new RegexGroup(String(number), '', [])
  }

  groupByName(name: string): RegexGroup {
    return this.#find(name) ?? new RegexGroup(name, '', [])
  }

  hasGroup(name: string): boolean {
    return this.#find(name) !== undefined
  }

  #find(name: string): RegexGroup | undefined {
    return this.groups[this.#groups.findIndex((group) => group.name === name)]
  }
}
