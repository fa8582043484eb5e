import { argumentOutOfRangeException } from '../../net/failures.ts'
import type { NetRegexProgram } from '../../net/regex/compile-regex.ts'
import { nextMatch, replacementEvaluator } from '../../net/regex/regex-functions.ts'
import { RegexCapture, RegexGroup, RegexMatch } from '../../net/regex/regex-match.ts'
import { defineType, withRun } from '../define-type.ts'

/** A match that knows the expression it is of, as `NextMatch` needs it. */
export class FoundMatch extends RegexGroup {
  readonly program: NetRegexProgram
  readonly match: RegexMatch

  constructor(program: NetRegexProgram, match: RegexMatch) {
    super(match.name, match.text, match.captures)
    this.program = program
    this.match = match
  }
}

/** Of no match the empty one. */
export function foundMatch(program: NetRegexProgram, match: RegexMatch | undefined): FoundMatch {
  return new FoundMatch(program, match ?? RegexMatch.empty)
}

/** `CaptureCollection`, `GroupCollection`, `MatchCollection`: lists that can be asked by index. */
abstract class ResultList<T> implements Iterable<T> {
  readonly items: readonly T[]

  constructor(items: readonly T[]) {
    this.items = items
  }

  [Symbol.iterator](): Iterator<T> {
    return this.items[Symbol.iterator]()
  }

  at(index: number): T {
    const item = this.items[index]
    if (item === undefined) throw argumentOutOfRangeException('i')
    return item
  }
}

export class CaptureList extends ResultList<RegexCapture> {}
export class MatchList extends ResultList<FoundMatch> {}

export class GroupList extends ResultList<RegexGroup> {
  readonly match: RegexMatch

  constructor(match: RegexMatch) {
    super(match.groups)
    this.match = match
  }
}

const textOf = (capture: RegexCapture) => capture.value

export const capture = defineType({
  name: 'System.Text.RegularExpressions.Capture',
  kind: 'class',
  represents: RegexCapture,
  members: {
    'int Index { get; }': ({ index }: RegexCapture) => index,
    'int Length { get; }': ({ length }: RegexCapture) => length,
    'string Value { get; }': textOf,
  },
  operations: { toText: textOf },
})

export const group = defineType({
  name: 'System.Text.RegularExpressions.Group',
  kind: 'class',
  extends: 'System.Text.RegularExpressions.Capture',
  represents: RegexGroup,
  members: {
    'bool Success { get; }': ({ isSuccess }: RegexGroup) => isSuccess,
    'string Name { get; }': ({ name }: RegexGroup) => name,
    'CaptureCollection Captures { get; }': ({ captures }: RegexGroup) => new CaptureList(captures),
  },
})

export const match = defineType({
  name: 'System.Text.RegularExpressions.Match',
  kind: 'class',
  extends: 'System.Text.RegularExpressions.Group',
  represents: FoundMatch,
  members: {
    'GroupCollection Groups { get; }': (found: FoundMatch) => new GroupList(found.match),
    'Match NextMatch()': withRun((run, { program, match: found }: FoundMatch) =>
      foundMatch(program, found.isSuccess ? nextMatch(program, found, (count) => run.step(count)) : undefined),
    ),
    'string Result(string replacement)': ({ program, match: found }: FoundMatch, replacement: string) =>
      replacementEvaluator(program, replacement)(found),
  },
})

export const captureCollection = defineType({
  name: 'System.Text.RegularExpressions.CaptureCollection',
  kind: 'class',
  represents: CaptureList,
  implements: ['System.Collections.Generic.IEnumerable<Capture>'],
  members: {
    'int Count { get; }': ({ items }: CaptureList) => items.length,
    'Capture this[int i] { get; }': (list: CaptureList, index: number) => list.at(index),
  },
})

export const groupCollection = defineType({
  name: 'System.Text.RegularExpressions.GroupCollection',
  kind: 'class',
  represents: GroupList,
  implements: ['System.Collections.Generic.IEnumerable<Group>'],
  members: {
    'int Count { get; }': ({ items }: GroupList) => items.length,
    'Group this[int groupnum] { get; }': ({ match: found }: GroupList, number: number) => found.groupByNumber(number),
    'Group this[string groupname] { get; }': ({ match: found }: GroupList, name: string) => found.groupByName(name),
    'bool ContainsKey(string key)': ({ match: found }: GroupList, name: string) => found.hasGroup(name),
  },
})

export const matchCollection = defineType({
  name: 'System.Text.RegularExpressions.MatchCollection',
  kind: 'class',
  represents: MatchList,
  implements: ['System.Collections.Generic.IEnumerable<Match>'],
  members: {
    'int Count { get; }': ({ items }: MatchList) => items.length,
    'Match this[int i] { get; }': (list: MatchList, index: number) => list.at(index),
  },
})
