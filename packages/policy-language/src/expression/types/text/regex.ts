import { argumentNullException } from '../../net/failures.ts'
import { compileRegex, type NetRegexProgram } from '../../net/regex/compile-regex.ts'
import {
  allMatches,
  escapeRegex,
  replaceMatches,
  replacementEvaluator,
  splitByMatches,
  unescapeRegex,
} from '../../net/regex/regex-functions.ts'
import type { RegexMatch } from '../../net/regex/regex-match.ts'
import { regexOptions as options } from '../../net/regex/regex-options.ts'
import type { Run } from '../../run/run.ts'
import { defineEnum, defineType, withRun } from '../define-type.ts'
import { type FoundMatch, foundMatch, MatchList } from './regex-results.ts'

export const regexOptions = defineEnum('System.Text.RegularExpressions.RegexOptions', options, { isFlags: true })

/** A pattern that was compiled once and is used again. */
export class NetRegex {
  readonly program: NetRegexProgram

  constructor(pattern: string | null, flags = 0) {
    if (pattern === null) throw argumentNullException('pattern')
    this.program = compileRegex(pattern, flags)
  }
}

type Text = string | null
type Evaluator = (match: FoundMatch) => Text

const counter = (run: Run) => (count: number) => run.step(count)

function checked(text: Text): string {
  if (text === null) throw argumentNullException('input')
  return text
}

function isMatch(run: Run, { program }: NetRegex, text: Text, start = 0): boolean {
  return program.match(checked(text), start, counter(run)) !== undefined
}

function match(run: Run, { program }: NetRegex, text: Text, start = 0): FoundMatch {
  return foundMatch(program, program.match(checked(text), start, counter(run)))
}

function matches(run: Run, { program }: NetRegex, text: Text, start = 0): MatchList {
  const found: RegexMatch[] = []
  for (const each of allMatches(program, checked(text), counter(run), start)) {
    run.charge(1)
    found.push(each)
  }
  return new MatchList(found.map((each) => foundMatch(program, each)))
}

function replace(run: Run, regex: NetRegex, text: Text, replacement: Text, count = -1, start = 0): string {
  if (replacement === null) throw argumentNullException('replacement')
  const evaluate = replacementEvaluator(regex.program, replacement)
  return replaceBy(run, regex, text, evaluate, count, start)
}

function replaceWith(run: Run, regex: NetRegex, text: Text, evaluator: Evaluator, count = -1, start = 0): string {
  const evaluate = (each: RegexMatch) => evaluator(foundMatch(regex.program, each)) ?? ''
  return replaceBy(run, regex, text, evaluate, count, start)
}

function replaceBy(
  run: Run,
  { program }: NetRegex,
  text: Text,
  evaluate: (match: RegexMatch) => string,
  ...[count, start]: [number, number]
): string {
  const counted = (each: RegexMatch) => {
    const part = evaluate(each)
    run.charge(part.length)
    return part
  }
  return replaceMatches(program, checked(text), counted, { count, start, step: counter(run) })
}

function split(run: Run, { program }: NetRegex, text: Text, count = 0, start = 0): string[] {
  const parts = splitByMatches(program, checked(text), { count, start, step: counter(run) })
  run.charge(parts.length)
  return parts
}

/** @see https://learn.microsoft.com/dotnet/api/system.text.regularexpressions.regex */
export const regex = defineType({
  name: 'System.Text.RegularExpressions.Regex',
  kind: 'class',
  represents: NetRegex,
  members: {
    'Regex(string pattern)': (pattern: Text) => new NetRegex(pattern),
    'Regex(string pattern, RegexOptions options)': (pattern: Text, flags: number) => new NetRegex(pattern, flags),
    // The time of an expression is limited as a whole; a limit of its own is accepted and not needed.
    'Regex(string pattern, RegexOptions options, TimeSpan matchTimeout)': (pattern: Text, flags: number) =>
      new NetRegex(pattern, flags),

    'bool IsMatch(string input)': withRun(isMatch),
    'bool IsMatch(string input, int startat)': withRun(isMatch),
    'static bool IsMatch(string input, string pattern)': withRun((run, text: Text, pattern: Text) =>
      isMatch(run, new NetRegex(pattern), text),
    ),
    'static bool IsMatch(string input, string pattern, RegexOptions options)': withRun(
      (run, text: Text, pattern: Text, flags: number) => isMatch(run, new NetRegex(pattern, flags), text),
    ),
    'static bool IsMatch(string input, string pattern, RegexOptions options, TimeSpan matchTimeout)': withRun(
      (run, text: Text, pattern: Text, flags: number) => isMatch(run, new NetRegex(pattern, flags), text),
    ),

    'Match Match(string input)': withRun(match),
    'Match Match(string input, int startat)': withRun(match),
    'static Match Match(string input, string pattern)': withRun((run, text: Text, pattern: Text) =>
      match(run, new NetRegex(pattern), text),
    ),
    'static Match Match(string input, string pattern, RegexOptions options)': withRun(
      (run, text: Text, pattern: Text, flags: number) => match(run, new NetRegex(pattern, flags), text),
    ),
    'static Match Match(string input, string pattern, RegexOptions options, TimeSpan matchTimeout)': withRun(
      (run, text: Text, pattern: Text, flags: number) => match(run, new NetRegex(pattern, flags), text),
    ),

    'MatchCollection Matches(string input)': withRun(matches),
    'MatchCollection Matches(string input, int startat)': withRun(matches),
    'static MatchCollection Matches(string input, string pattern)': withRun((run, text: Text, pattern: Text) =>
      matches(run, new NetRegex(pattern), text),
    ),
    'static MatchCollection Matches(string input, string pattern, RegexOptions options)': withRun(
      (run, text: Text, pattern: Text, flags: number) => matches(run, new NetRegex(pattern, flags), text),
    ),

    'string Replace(string input, string replacement)': withRun(replace),
    'string Replace(string input, string replacement, int count)': withRun(replace),
    'string Replace(string input, string replacement, int count, int startat)': withRun(replace),
    'string Replace(string input, MatchEvaluator evaluator)': withRun(replaceWith),
    'string Replace(string input, MatchEvaluator evaluator, int count)': withRun(replaceWith),
    'static string Replace(string input, string pattern, string replacement)': withRun(
      (run, text: Text, pattern: Text, replacement: Text) => replace(run, new NetRegex(pattern), text, replacement),
    ),
    'static string Replace(string input, string pattern, string replacement, RegexOptions options)': withRun(
      (run, ...[text, pattern, replacement, flags]: [Text, Text, Text, number]) =>
        replace(run, new NetRegex(pattern, flags), text, replacement),
    ),
    'static string Replace(string input, string pattern, string replacement, RegexOptions options, TimeSpan matchTimeout)':
      withRun((run, ...[text, pattern, replacement, flags]: [Text, Text, Text, number]) =>
        replace(run, new NetRegex(pattern, flags), text, replacement),
      ),
    'static string Replace(string input, string pattern, MatchEvaluator evaluator)': withRun(
      (run, text: Text, pattern: Text, evaluator: Evaluator) =>
        replaceWith(run, new NetRegex(pattern), text, evaluator),
    ),
    'static string Replace(string input, string pattern, MatchEvaluator evaluator, RegexOptions options)': withRun(
      (run, ...[text, pattern, evaluator, flags]: [Text, Text, Evaluator, number]) =>
        replaceWith(run, new NetRegex(pattern, flags), text, evaluator),
    ),

    'string[] Split(string input)': withRun(split),
    'string[] Split(string input, int count)': withRun(split),
    'string[] Split(string input, int count, int startat)': withRun(split),
    'static string[] Split(string input, string pattern)': withRun((run, text: Text, pattern: Text) =>
      split(run, new NetRegex(pattern), text),
    ),
    'static string[] Split(string input, string pattern, RegexOptions options)': withRun(
      (run, text: Text, pattern: Text, flags: number) => split(run, new NetRegex(pattern, flags), text),
    ),

    'static string Escape(string str)': (text: string) => escapeRegex(text),
    'static string Unescape(string str)': (text: string) => unescapeRegex(text),
    'RegexOptions Options { get; }': ({ program }: NetRegex) => program.options,
    'string[] GetGroupNames()': ({ program }: NetRegex) => program.groups.map(({ name }) => name),
    'int[] GetGroupNumbers()': ({ program }: NetRegex) => program.groups.map(({ number }) => number),
  },
  operations: { toText: ({ program }: NetRegex) => program.pattern },
})

export const matchEvaluator = defineType({
  name: 'System.Text.RegularExpressions.MatchEvaluator',
  kind: 'delegate',
  invoke: 'string Invoke(Match match)',
})
