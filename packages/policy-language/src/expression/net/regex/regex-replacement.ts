import type { RegexMatch } from './regex-match.ts'
import type { GroupName } from './regex-tree.ts'

/** A piece of a replacement: text, a group by number, or a part of the text around the match. */
export type ReplacementPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'group'; readonly number: number }
  | { readonly kind: 'before' | 'after' | 'whole' | 'last' }

/**
 * A replacement with its substitutions; `$` before anything else is itself.
 * @see https://learn.microsoft.com/dotnet/standard/base-types/substitutions-in-regular-expressions
 */
export function parseReplacement(replacement: string, groups: readonly GroupName[]): ReplacementPart[] {
  const parts: ReplacementPart[] = []
  let end = 0
  for (const match of replacement.matchAll(/\$(?:(\$)|(\d+)|\{(\w+)\}|([&`'+_]))/gu)) {
    const part = partOf(match, groups)
    if (part === undefined) continue
    parts.push({ kind: 'text', text: replacement.slice(end, match.index) }, ...part.parts)
    end = match.index + match[0].length - part.unread
  }
  parts.push({ kind: 'text', text: replacement.slice(end) })
  return parts
}

/** `unread`: digits behind the longest number that is a group's. Undefined = there is no such group. */
function partOf(
  match: RegExpExecArray,
  groups: readonly GroupName[],
): { readonly parts: ReplacementPart[]; readonly unread: number } | undefined {
  const [, dollar, digits, name, sign] = match
  if (dollar !== undefined) return { parts: [{ kind: 'text', text: '$' }], unread: 0 }
  if (digits !== undefined) {
    for (let length = digits.length; length > 0; length--) {
      const number = Number(digits.slice(0, length))
      if (groups.some((group) => group.number === number))
        return { parts: [{ kind: 'group', number }], unread: digits.length - length }
    }
    return undefined
  }
  if (name !== undefined) {
    const group = groups.find((g) => g.name === name || (/^\d+$/.test(name) && g.number === Number(name)))
    return group && { parts: [{ kind: 'group', number: group.number }], unread: 0 }
  }
  if (sign === '&') return { parts: [{ kind: 'group', number: 0 }], unread: 0 }
  const kind = sign === '`' ? 'before' : sign === "'" ? 'after' : sign === '_' ? 'whole' : 'last'
  return { parts: [{ kind }], unread: 0 }
}

/** The text that takes the place of a match. */
export function expandReplacement(parts: readonly ReplacementPart[], match: RegexMatch): string {
  let text = ''
  for (const part of parts) {
    switch (part.kind) {
      case 'text':
        text += part.text
        break
      case 'group':
        text += part.number === 0 ? match.value : match.groupByNumber(part.number).value
        break
      case 'before':
        text += match.text.slice(0, match.index)
        break
      case 'after':
        text += match.text.slice(match.index + match.length)
        break
      case 'whole':
        text += match.text
        break
      case 'last':
        text += match.groups.at(-1)?.value ?? ''
    }
  }
  return text
}
