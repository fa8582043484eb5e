// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are substitutions of .NET
import { describe, expect, it } from 'vitest'
import { compileRegex } from './compile-regex.ts'
import {
  allMatches,
  escapeRegex,
  replaceMatches,
  replacementEvaluator,
  splitByMatches,
  unescapeRegex,
} from './regex-functions.ts'
import { regexOptions } from './regex-options.ts'

const noLimit = () => undefined
const values = (pattern: string, text: string, options = 0) =>
  [...allMatches(compileRegex(pattern, options), text, noLimit)].map((match) => match.value)
const groups = (pattern: string, text: string, options = 0) =>
  compileRegex(pattern, options)
    .match(text, 0, noLimit)
    ?.groups.map((group) => (group.isSuccess ? group.value : null))
const replace = (text: string, pattern: string, replacement: string, options = 0) => {
  const regex = compileRegex(pattern, options)
  return replaceMatches(regex, text, replacementEvaluator(regex, replacement), { count: -1, start: 0, step: noLimit })
}
const split = (text: string, pattern: string, count = 0) =>
  splitByMatches(compileRegex(pattern, 0), text, { count, start: 0, step: noLimit })

describe('matching', () => {
  // @see https://learn.microsoft.com/dotnet/standard/base-types/regular-expression-language-quick-reference
  it.each([
    ['a', 'banana', ['a', 'a', 'a']],
    ['gr[ae]y', 'gray grey', ['gray', 'grey']],
    ['[^aei]+', 'reign', ['r', 'gn']],
    ['[A-Z]', 'AB123', ['A', 'B']],
    ['a.e', 'ave ate', ['ave', 'ate']],
    ['\\p{Lu}+', 'City LIGHTS Ä', ['C', 'LIGHTS', 'Ä']],
    ['\\P{Lu}', 'AbC', ['b']],
    ['\\p{IsCyrillic}+', 'abc где', ['где']],
    ['\\w+', 'ID A1.3', ['ID', 'A1', '3']],
    ['\\d{3,}', '12 1234 123', ['1234', '123']],
    ['\\d{2}', '12345', ['12', '34']],
    ['\\d*\\.\\d', '.0 19.9', ['.0', '19.9']],
    ['be+', 'been bent', ['bee', 'be']],
    ['rai?n', 'rain ran', ['rain', 'ran']],
    ['<.+?>', '<a><b>', ['<a>', '<b>']],
    ['<.+>', '<a><b>', ['<a><b>']],
    ['a{2,3}?', 'aaaa', ['aa', 'aa']],
    ['th(e|is|at)', 'this the that', ['this', 'the', 'that']],
    ['\\bth\\w+', 'the bathe this', ['the', 'this']],
    ['^abc$', 'abc', ['abc']],
    ['^\\d+$', '123\n', ['123']],
    ['\\d+\\z', '123\n', []],
    ['(\\w)\\1', 'deep moon', ['ee', 'oo']],
    ['(?<c>\\w)\\k<c>', 'deep', ['ee']],
    ['(?=\\w{3})\\w', 'abcd', ['a', 'b']],
    ['\\w+(?=\\.)', 'He is. The dog ran.', ['is', 'ran']],
    ['\\b(?!un)\\w+\\b', 'unsure sure unity used', ['sure', 'used']],
    ['(?<=19)\\d{2}', '1851 1999 1950', ['99', '50']],
    ['(?<!wo)man\\b', 'Hi woman Hi man', ['man']],
    ['(?<=a+b{2})c', 'aabbc abc', ['c']],
    ['(?>a+)ab', 'aaab', []],
    ['(?>\\w+)\\d', 'abc1', []],
    ['[a-z-[aeiou]]+', 'hello', ['h', 'll']],
    ['[\\w-[\\d_]]+', 'ab1_c', ['ab', 'c']],
    ['[\\d-]+', '1-2', ['1-2']],
    ['[]a]+', ']a]', [']a]']],
    ['\\u0041\\x42\\t\\e', 'AB\t\u001b', ['AB\t\u001b']],
    ['(?i)AbC(?-i)D', 'abcD abcd', ['abcD']],
    ['(?i:a)b', 'Ab AB', ['Ab']],
    ['x*', 'axb', ['', 'x', '', '']],
    ['a{,2}', 'a{,2}', ['a{,2}']],
    ['(a*)*', 'aab', ['aa', '', '']],
    ['(a|ab)(c|bcd)(d*)', 'abcd', ['abcd']],
    ['(?:a|b)*?c', 'abac', ['abac']],
    ['(?(?=\\d)\\d{2}|\\w)', '12a', ['12', 'a']],
    ['(a)?(?(1)b|c)', 'ab c', ['ab', 'c']],
    ['(?<n>a)?(?(n)b|c)', 'ab c', ['ab', 'c']],
    ['a(?#comment)b', 'ab', ['ab']],
    ['\\Ga', 'aaba', ['a', 'a']],
    ['\\$\\{x\\}', '${x}', ['${x}']],
  ])('finds by %s in "%s"', (pattern, text, expected) => {
    expect(values(pattern, text)).toEqual(expected)
  })
  it('follows the options', () => {
    expect(values('^b', 'a\nb', regexOptions.Multiline)).toEqual(['b'])
    expect(values('a$', 'a\nb', regexOptions.Multiline)).toEqual(['a'])
    expect(values('a.b', 'a\nb')).toEqual([])
    expect(values('a.b', 'a\nb', regexOptions.Singleline)).toEqual(['a\nb'])
    expect(values('STRASSE|é', 'strasse É', regexOptions.IgnoreCase)).toEqual(['strasse', 'É'])
    expect(values('[a-c]+', 'ABCd', regexOptions.IgnoreCase)).toEqual(['ABC'])
    expect(values('(a)\\1', 'aA', regexOptions.IgnoreCase)).toEqual(['aA'])
    expect(values('a b # more\n c', 'abc', regexOptions.IgnorePatternWhitespace)).toEqual(['abc'])
    expect(values('\\d', '1٣')).toEqual(['1', '٣'])
    expect(values('\\d', '1٣', regexOptions.ECMAScript)).toEqual(['1'])
    expect(() => compileRegex('a', regexOptions.RightToLeft)).toThrow('RegexOptions.RightToLeft is not supported.')
  })
  it('numbers groups without a name before those with one', () => {
    expect(groups('(?<x>a)(b)(c)', 'abc')).toEqual(['abc', 'b', 'c', 'a'])
    expect(groups('(a)(?<3>b)(c)?', 'ab')).toEqual(['ab', 'a', null, 'b'])
    expect(groups('(a)(?<x>b)', 'ab', regexOptions.ExplicitCapture)).toEqual(['ab', 'b'])
    expect(groups("(?'year'\\d{4})-(?'month'\\d\\d)", '2024-05')).toEqual(['2024-05', '2024', '05'])
  })
  it('keeps every capture of a group', () => {
    const match = compileRegex('(?:(\\w)(\\d)?)+', 0).match('a1bc2', 0, noLimit)
    expect(match?.groups[1]?.captures.map(({ value }) => value)).toEqual(['a', 'b', 'c'])
    expect(match?.groups[2]?.captures.map(({ value, index }) => [value, index])).toEqual([
      ['1', 1],
      ['2', 4],
    ])
    expect(match?.groupByName('2').value).toBe('2')
    expect(match?.groupByName('none').isSuccess).toBe(false)
  })
  it('balances groups', () => {
    const pattern = '^(?:(?<open>\\()|(?<-open>\\))|[^()])*(?(open)(?!))$'
    expect(values(pattern, '(a(b)c)')).toEqual(['(a(b)c)'])
    expect(values(pattern, '(a(b)c')).toEqual([])
    expect(groups('(?<o>a)x(?<in-o>b)', 'axb')).toEqual(['axb', null, 'x'])
  })
  it('takes captures back when it turns around', () => {
    expect(groups('(?:(a)|b)*?c|(ab)', 'abd')).toEqual(['ab', null, 'ab'])
    expect(groups('((a)|b)+', 'ab')).toEqual(['ab', 'b', 'a'])
  })
  it('does not end the stack with a long text', () => {
    const text = 'ab'.repeat(200_000)
    expect(values('(?:ab)*', text)[0]?.length).toBe(400_000)
    expect(values('(?:a|b)+', text)[0]?.length).toBe(400_000)
  })
  it('counts its work, so that a catastrophic pattern ends', () => {
    let left = 1_000_000
    const step = (count: number) => {
      left -= count
      if (left < 0) throw new Error('limit')
    }
    expect(() => compileRegex('^(a+)+$', 0).match(`${'a'.repeat(40)}b`, 0, step)).toThrow('limit')
  })
})

describe('patterns that are none', () => {
  it.each([
    ['(a', "Invalid pattern '(a' at offset 2. Not enough )'s."],
    ['a)', "Invalid pattern 'a)' at offset 2. Too many )'s."],
    ['[a', "Invalid pattern '[a' at offset 2. Unterminated [] set."],
    ['*a', "Invalid pattern '*a' at offset 1. Quantifier '*' following nothing."],
    ['a**', "Invalid pattern 'a**' at offset 3. Nested quantifier '*'."],
    ['[z-a]', "Invalid pattern '[z-a]' at offset 4. [x-y] range in reverse order."],
    ['a\\', "Invalid pattern 'a\\' at offset 2. Illegal \\ at end of pattern."],
    ['\\i', "Invalid pattern '\\i' at offset 2. Unrecognized escape sequence \\i."],
    ['(a)\\2', "Invalid pattern '(a)\\2' at offset 5. Reference to undefined group number 2."],
    ['\\k<x>', "Invalid pattern '\\k<x>' at offset 5. Reference to undefined group name 'x'."],
    ['a{3,2}', "Invalid pattern 'a{3,2}' at offset 6. Illegal {x,y} with x > y."],
    ['(?z)', "Invalid pattern '(?z)' at offset 2. Unrecognized grouping construct."],
    ['\\p{Xx}', "Invalid pattern '\\p{Xx}' at offset 6. Unknown property 'Xx'."],
    ['(?#a', "Invalid pattern '(?#a' at offset 4. Unterminated (?#...) comment."],
    ['\\u12', "Invalid pattern '\\u12' at offset 2. Insufficient or invalid hexadecimal digits."],
  ])('refuses %s', (pattern, message) => {
    expect(() => compileRegex(pattern, 0)).toThrow(message)
  })
})

describe('replacing, splitting, escaping', () => {
  // @see https://learn.microsoft.com/dotnet/standard/base-types/substitutions-in-regular-expressions
  it.each([
    ['one two', '(\\w+)(\\s)(\\w+)', '$3$2$1', 'two one'],
    ['one two', '(?<a>\\w+)\\s(?<b>\\w+)', '${b} ${a}', 'two one'],
    ['103 USD', '\\b(\\d+)\\s?USD', '$$$1', '$103'],
    ['$1.30', '\\$?\\d*\\.?\\d+', '**$&**', '**$1.30**'],
    ['AABBCC', 'B+', '$`', 'AAAACC'],
    ['AABBCC', 'B+', "$'", 'AACCCC'],
    ['AABBCC', 'B+(C+)', '$+', 'AACC'],
    ['AABBCC', 'B+', '$_', 'AAAABBCCCC'],
    ['abc', 'b', '$2$x${no}$', 'a$2$x${no}$c'],
    ['abc', '(b)', '$10', 'ab0c'],
    ['a-b-c', '-', '', 'abc'],
    ['abc', '', '-', '-a-b-c-'],
  ])('makes of %s by %s and %s %s', (text, pattern, replacement, expected) => {
    expect(replace(text, pattern, replacement)).toBe(expected)
  })
  it.each([
    ['a,b;c', '[,;]', 0, ['a', 'b', 'c']],
    ['plum-pear', '(-)', 0, ['plum', '-', 'pear']],
    ['a,b,c', ',', 2, ['a', 'b,c']],
    ['abc', '', 0, ['', 'a', 'b', 'c', '']],
    ['abc', 'x', 0, ['abc']],
    [',a,', ',', 0, ['', 'a', '']],
  ])('splits %s by %s', (text, pattern, count, expected) => {
    expect(split(text, pattern, count)).toEqual(expected)
  })
  it('escapes what has a meaning and takes it back', () => {
    expect(escapeRegex('a.b*[c] #\n')).toBe('a\\.b\\*\\[c]\\ \\#\\n')
    expect(unescapeRegex('a\\.b\\n\\u0041')).toBe('a.b\nA')
    expect(() => unescapeRegex('a\\')).toThrow("Invalid pattern 'a\\' at offset 2. Illegal \\ at end of pattern.")
  })
})
