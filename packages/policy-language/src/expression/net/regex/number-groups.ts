import { regexOptions } from './regex-options.ts'
import type { GroupName } from './regex-tree.ts'

/** The capture groups of a pattern before it is parsed, since references may come before their group. */
export interface GroupTable {
  /** By position of the opening parenthesis. */
  readonly numberAt: ReadonlyMap<number, number>
  readonly byName: ReadonlyMap<string, number>
  /** In the order of `Match.Groups`, 0 first. */
  readonly names: readonly GroupName[]
}

/**
 * Groups without a name are numbered from the left, then those with a name; a name of digits is a number.
 * @see https://learn.microsoft.com/dotnet/standard/base-types/grouping-constructs-in-regular-expressions
 */
export function numberGroups(pattern: string, options: number): GroupTable {
  const opened = findGroups(pattern, options)
  const numberAt = new Map<number, number>()
  const byName = new Map<string, number>()
  const numbers = new Set([0])
  for (const { name } of opened) if (name !== undefined && isNumber(name)) numbers.add(Number(name))
  let next = 1
  for (const { at, name } of opened) {
    if (name !== undefined) continue
    // Without a name, numbers that were given stay free for their groups.
    while (numbers.has(next) && opened.some((group) => group.name === String(next))) next++
    numberAt.set(at, next)
    numbers.add(next)
    next++
  }
  for (const { at, name } of opened) {
    if (name === undefined) continue
    let number = isNumber(name) ? Number(name) : byName.get(name)
    if (number === undefined) {
      while (numbers.has(next)) next++
      number = next
      numbers.add(number)
      byName.set(name, number)
    }
    numberAt.set(at, number)
  }
  const nameOf = new Map([...byName].map(([name, number]) => [number, name]))
  const names = [...numbers]
    .sort((a, b) => a - b)
    .map((number) => ({ number, name: nameOf.get(number) ?? String(number) }))
  for (const { number, name } of names) byName.set(name, number)
  return { numberAt, byName, names }
}

function isNumber(name: string): boolean {
  return /^\d+$/.test(name)
}

function findGroups(pattern: string, options: number): { readonly at: number; readonly name: string | undefined }[] {
  const groups: { at: number; name: string | undefined }[] = []
  // Options in force, by nesting: `(?n)` and `(?x)` change how what follows is read.
  let current = options
  const outer: number[] = []
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]
    if (character === '\\') at++
    else if (character === '[') at = endOfClass(pattern, at)
    else if (character === '#' && current & regexOptions.IgnorePatternWhitespace) {
      while (at + 1 < pattern.length && pattern[at] !== '\n') at++
    } else if (character === ')') current = outer.pop() ?? current
    else if (character === '(') {
      const rest = pattern.slice(at + 1, at + 200)
      if (rest.startsWith('?#')) {
        const end = pattern.indexOf(')', at)
        at = end === -1 ? pattern.length : end
        continue
      }
      outer.push(current)
      // What a conditional asks for is no group: `(?(name)…)`. Its own parenthesis closes as any other.
      if (rest.startsWith('?(')) {
        outer.push(current)
        at += 2
        continue
      }
      const inline = /^\?([imnsx]*)(?:-([imnsx]*))?([:)])/.exec(rest)
      if (inline !== null) {
        current = withInlineOptions(current, inline[1] ?? '', inline[2] ?? '')
        if (inline[3] === ')') {
          // Holds to the end of the group around it.
          outer.pop()
          at += inline[0].length
        }
        continue
      }
      const name = /^\?(?:<(\w+)(?:-\w+)?>|'(\w+)(?:-\w+)?')/u.exec(rest)
      if (name !== null) groups.push({ at, name: name[1] ?? name[2] })
      else if (!rest.startsWith('?') && !(current & regexOptions.ExplicitCapture)) groups.push({ at, name: undefined })
    }
  }
  return groups
}

/** @param on letters before the hyphen @param off those behind it */
export function withInlineOptions(options: number, on: string, off: string): number {
  const flags: Readonly<Record<string, number>> = {
    i: regexOptions.IgnoreCase,
    m: regexOptions.Multiline,
    n: regexOptions.ExplicitCapture,
    s: regexOptions.Singleline,
    x: regexOptions.IgnorePatternWhitespace,
  }
  let changed = options
  for (const letter of on) changed |= flags[letter] ?? 0
  for (const letter of off) changed &= ~(flags[letter] ?? 0)
  return changed
}

function endOfClass(pattern: string, start: number): number {
  let at = start + 1
  if (pattern[at] === '^') at++
  if (pattern[at] === ']') at++
  for (; at < pattern.length && pattern[at] !== ']'; at++) {
    if (pattern[at] === '\\') at++
    else if (pattern.startsWith('-[', at)) at = endOfClass(pattern, at + 1)
  }
  return at
}
