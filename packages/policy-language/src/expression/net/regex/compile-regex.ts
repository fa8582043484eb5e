import { argumentOutOfRangeException, notSupportedException } from '../failures.ts'
import { parseRegex } from './parse-regex.ts'
import { RegexMatch } from './regex-match.ts'
import { type CountSteps, RegexMatcher } from './regex-matcher.ts'
import { regexOptions } from './regex-options.ts'
import { compileProgram } from './regex-program.ts'
import type { GroupName, RegexNode } from './regex-tree.ts'

/** `System.Text.RegularExpressions.Regex`: a pattern that can be searched for. */
export interface NetRegexProgram {
  readonly pattern: string
  readonly options: number
  readonly groups: readonly GroupName[]
  /** The first match at or after `start`; undefined without one. */
  match(text: string, start: number, step: CountSteps): RegexMatch | undefined
}

const known = new Map<string, NetRegexProgram>()
const MAX_KNOWN = 200

/**
 * A pattern ready to be matched; the last ones are kept, since expressions make them anew for each call.
 * @throws System.Text.RegularExpressions.RegexParseException, System.ArgumentOutOfRangeException
 */
export function compileRegex(pattern: string, options: number): NetRegexProgram {
  const key = `${options}:${pattern}`
  const found = known.get(key)
  if (found !== undefined) return found
  const compiled = compile(pattern, options)
  if (known.size >= MAX_KNOWN) {
    for (const oldest of known.keys()) {
      known.delete(oldest)
      break
    }
  }
  known.set(key, compiled)
  return compiled
}

function compile(pattern: string, options: number): NetRegexProgram {
  if (options < 0 || options > 2047) throw argumentOutOfRangeException('options')
  // Differs from the reference: no published policy searches from the right, and each function would need it twice.
  if (options & regexOptions.RightToLeft) throw notSupportedException('RegexOptions.RightToLeft is not supported.')
  const { root, groups } = parseRegex(pattern, options)
  const program = compileProgram(root)
  const groupCount = Math.max(...groups.map(({ number }) => number)) + 1
  const first = firstLiteral(root)
  const isAnchored = beginsAtStart(root)
  return {
    pattern,
    options,
    groups,
    match(text, start, step) {
      const matcher = new RegexMatcher(program, groupCount, { text, start, step })
      for (let at = start; at <= text.length; at++) {
        if (first !== undefined) {
          at = text.indexOf(first, at)
          if (at < 0) return undefined
        }
        const end = matcher.run(at)
        step(1)
        if (end >= 0) return new RegexMatch(text, at, end, groups, matcher.captures)
        if (isAnchored) return undefined
      }
      return undefined
    },
  }
}

/** A character that every match begins with: the places where it stands are found faster. */
function firstLiteral(node: RegexNode): string | undefined {
  switch (node.kind) {
    case 'character':
      return node.literal === undefined ? undefined : String.fromCharCode(node.literal)
    case 'sequence':
      return node.parts[0] === undefined ? undefined : firstLiteral(node.parts[0])
    case 'capture':
    case 'atomic':
      return firstLiteral(node.body)
    case 'repeat':
      return node.min > 0 ? firstLiteral(node.body) : undefined
    default:
      return undefined
  }
}

/** Matches begin at the start of the text only, so no other place need be tried. */
function beginsAtStart(node: RegexNode): boolean {
  switch (node.kind) {
    case 'assertion':
      return node.assertion === 'textStart' || node.assertion === 'searchStart'
    case 'sequence':
      return node.parts[0] !== undefined && beginsAtStart(node.parts[0])
    case 'capture':
    case 'atomic':
      return beginsAtStart(node.body)
    case 'alternatives':
      return node.choices.every(beginsAtStart)
    default:
      return false
  }
}
