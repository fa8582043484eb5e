import { expect, it } from 'vitest'
import { findNamesInData, renameInData, resolveNamesInData } from './named-values-in-data.ts'

const data = {
  url: 'https://{{Host}}/x',
  header: { '{{no}}': ['a {{key}}', '{{host}} {{ no }}'] },
  count: 1,
  none: null,
}

it('finds each named value once, in texts at any depth, but not in names of members', () => {
  expect([...findNamesInData(data)]).toEqual([
    ['host', 'Host'],
    ['key', 'key'],
  ])
  expect(findNamesInData(undefined).size).toBe(0)
})

it('puts values in the place of names and leaves unknown ones', () => {
  expect(resolveNamesInData(data, new Map([['host', '{{key}}$&']]))).toEqual({
    url: 'https://{{key}}$&/x',
    header: { '{{no}}': ['a {{key}}', '{{key}}$& {{ no }}'] },
    count: 1,
    none: null,
  })
})

it('renames in any letter case', () => {
  expect(renameInData(data, 'HOST', 'server')).toEqual({
    url: 'https://{{server}}/x',
    header: { '{{no}}': ['a {{key}}', '{{server}} {{ no }}'] },
    count: 1,
    none: null,
  })
})
