import { describe, expect, it } from 'vitest'
import { endOfCSharp } from './csharp-span.ts'

const whole = (code: string) => endOfCSharp(`${code} rest)}`, 0) === code.length

describe('endOfCSharp', () => {
  it.each([
    '()',
    '(a(b)[c]{d})',
    '{ return new { a = 1 }; }',
    '(")")',
    '("\\")")',
    '(@"\\" + ")")',
    '(@"a "" ) b")',
    "(')')",
    "('\\'' + ')')",
    '($"{a[")"]} )")',
    '($"{{ ) }} {b}")',
    '($@"{a} "" ) {f($"{x})")}")',
    '(@$"\\{a}")',
    '{ // it\'s a ) "comment\n return 1; }',
    '{ /* ) " \' */ return 1; }',
    '(a < b && c > d)',
  ])('finds the end of %s', (code) => {
    expect(whole(code)).toBe(true)
  })

  it.each(['(', '(]', '("', '("a\n")', "('", '{ /* }', '(/*)', '($"{a")'])('says that %s never closes', (code) => {
    expect(endOfCSharp(code, 0)).toBeUndefined()
  })

  it('ends a comment of one line at its line end only', () => {
    expect(endOfCSharp('{ // }\n }', 0)).toBe(9)
  })
})
