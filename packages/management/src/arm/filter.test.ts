import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileFilter } from './filter.ts'

const fields = ['name', 'count', 'isCurrent', 'date', 'note']
const item: Record<string, string | number | boolean | null> = {
  name: "Anna's API",
  count: 5,
  isCurrent: true,
  date: '2026-02-01T00:00:00Z',
  note: null,
}
const matches = (text: string) => compileFilter(text, fields)((field) => item[field])

describe('$filter', () => {
  it.each([
    ["name eq 'anna''s api'", true],
    ["name ne 'x'", true],
    ['count gt 4 and count le 5', true],
    ['count lt 5 or count ge 6', false],
    ['isCurrent eq true', true],
    ['not (isCurrent eq true)', false],
    ["not isCurrent eq true or name eq 'x'", false],
    ["contains(name, 'NA''S')", true],
    ["substringof('api', name)", true],
    ["substringof('zzz', name) eq false", true],
    ["startswith(name,'anna') and endswith(name,'API')", true],
    ["date ge datetime'2026-01-01T00:00:00' and date lt datetime'2026-03-01T00:00:00'", true],
    ["date gt '2026-02-01T00:00:00Z'", false],
    ['note eq null', true],
    ['note ne null', false],
    ["note eq 'x'", false],
    ["(name eq 'x' or count eq 5) and (isCurrent eq true)", true],
  ])('%s is %s', (text, expected) => {
    expect(matches(text)).toBe(expected)
  })

  it.each([
    ["nam eq 'x'", "'nam' is not a field to filter by (name, count, isCurrent, date, note) at position 1."],
    ["name is 'x'", "'is' is none of eq, ne, gt, ge, lt, le at position 6."],
    ['name eq', 'the expression ends too early at position 8.'],
    ["name eq 'x' name", "'name' is not expected at position 13."],
    ["(name eq 'x'", 'the expression ends too early at position 13.'],
    ['name eq name', "a value is expected instead of 'name' at position 9."],
    ["name eq 'x", "''x' cannot be read at position 9."],
    ['count eq 5 % 2', "'% 2' cannot be read at position 12."],
  ])('%s is refused with the place', (text, reason) => {
    expect(() => matches(text)).toThrow(`The query parameter '$filter' cannot be used: ${reason}`)
  })

  it('either compiles or refuses, whatever it is given', () => {
    const words = fc.constantFrom('name', 'eq', "'x'", '(', ')', 'and', 'not', 'contains', ',', '5', ' ', "'", '%')
    fc.assert(
      fc.property(
        fc.array(words).map((parts) => parts.join(' ')),
        (text) => {
          try {
            compileFilter(text, fields)(() => 'x')
          } catch (error) {
            expect((error as Error).name).toBe('AppError')
          }
        },
      ),
    )
    expect(() => matches('('.repeat(1000))).toThrow('more than 50 levels are nested')
  })
})
