import { expect, it } from 'vitest'
import { toDifferences } from './differences.ts'

it('names the fields that differ, however deep they are', () => {
  const before = { title: 'Orders', pool: { services: [{ id: 'a', weight: 1 }] }, tls: null }
  const after = { title: 'Orders', pool: { services: [{ id: 'a', weight: 2 }, { id: 'b' }] }, url: 'https://b' }
  expect(toDifferences(before, after)).toEqual([
    { path: 'pool.services.0.weight', before: '1', after: '2' },
    { path: 'tls', before: 'null', after: undefined },
    { path: 'pool.services.1.id', before: undefined, after: 'b' },
    { path: 'url', before: undefined, after: 'https://b' },
  ])
})

it('shows all of what is new or gone', () => {
  expect(toDifferences(null, { tags: [] })).toEqual([{ path: 'tags', before: undefined, after: '[]' }])
  expect(toDifferences(null, {})).toEqual([])
  expect(toDifferences({ a: 'x' }, null)).toEqual([{ path: 'a', before: 'x', after: undefined }])
})
