import { createFixedClock, createMemoryStore } from '@sluice/platform'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFilter } from './filter.ts'

const fields = ['name', 'count', 'isCurrent', 'date', 'note', 'owner']
const places = { owner: { path: ['properties', 'ownerId'], toStored: (id: string) => `/users/${id}` } }
const key = "/things/anna's api"
const properties = {
  count: 5,
  isCurrent: true,
  date: '2026-02-01T00:00:00.000Z',
  note: null,
  ownerId: '/users/7',
}
const read = (text: string) => parseFilter(text, { fields, places })

/** Whether a store that holds one document finds it. */
async function matches(text: string): Promise<boolean> {
  const store = createMemoryStore({ clock: createFixedClock() })
  await store.transact({ actor: 'test' }, (transaction) =>
    transaction.put({ key, collection: '/things', body: { properties } }),
  )
  return (await store.find({ from: { collection: '/things' }, where: read(text) })).count === 1
}

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
    ["owner eq '7'", true],
    ["owner ne '7'", false],
    ["properties/owner eq '8'", false],
    ["(name eq 'x' or count eq 5) and (isCurrent eq true)", true],
  ])('%s is %s', async (text, expected) => {
    expect(await matches(text)).toBe(expected)
  })

  it.each([
    ["nam eq 'x'", "'nam' is not a field to filter by (name, count, isCurrent, date, note, owner) at position 1."],
    ["name is 'x'", "'is' is none of eq, ne, gt, ge, lt, le at position 6."],
    ['name eq', 'the expression ends too early at position 8.'],
    ["name eq 'x' name", "'name' is not expected at position 13."],
    ["(name eq 'x'", 'the expression ends too early at position 13.'],
    ['name eq name', "a value is expected instead of 'name' at position 9."],
    ["name eq 'x", "''x' cannot be read at position 9."],
    ['count eq 5 % 2', "'% 2' cannot be read at position 12."],
  ])('%s is refused with the place', (text, reason) => {
    expect(() => read(text)).toThrow(`The query parameter '$filter' cannot be used: ${reason}`)
  })

  it('either compiles or refuses, whatever it is given', () => {
    const words = fc.constantFrom('name', 'eq', "'x'", '(', ')', 'and', 'not', 'contains', ',', '5', ' ', "'", '%')
    fc.assert(
      fc.property(
        fc.array(words).map((parts) => parts.join(' ')),
        (text) => {
          try {
            read(text)
          } catch (error) {
            expect((error as Error).name).toBe('AppError')
          }
        },
      ),
    )
    expect(() => read('('.repeat(1000))).toThrow('more than 50 levels are nested')
  })
})
