import { expect, test } from 'vitest'
import { createHeaderList } from './header-list.ts'

const fields = Object.freeze(['Accept', 'text/plain', 'X-Tag', 'a', 'accept', 'text/html', 'Host', 'here'])

test('finds a name in any case and joins its values', () => {
  const list = createHeaderList(fields)
  expect(list.get('ACCEPT')).toBe('text/plain, text/html')
  expect(list.values('accept')).toEqual(['text/plain', 'text/html'])
  expect(list.get('missing')).toBeUndefined()
  expect(list.values('missing')).toEqual([])
})

test('shares the array it was made of until the first change', () => {
  const list = createHeaderList(fields)
  list.delete('missing')
  expect(list.toArray()).toBe(fields)
  list.set('X-Tag', ['b'])
  expect(fields[3]).toBe('a')
  expect(list.get('x-tag')).toBe('b')
})

test('set keeps the place of the first value and removes the others', () => {
  const list = createHeaderList(fields)
  list.set('ACCEPT', ['application/json'])
  expect(list.toArray()).toEqual(['ACCEPT', 'application/json', 'X-Tag', 'a', 'Host', 'here'])
})

test('set puts a new name at the end, and no value removes the name', () => {
  const list = createHeaderList(['A', '1'])
  list.set('B', ['2', '3'])
  expect(list.toArray()).toEqual(['A', '1', 'B', '2', 'B', '3'])
  list.set('b', [])
  expect(list.toArray()).toEqual(['A', '1'])
})

test('append leaves what is there', () => {
  const list = createHeaderList(fields)
  list.append('accept', ['*/*'])
  expect(list.values('accept')).toEqual(['text/plain', 'text/html', '*/*'])
})

test('delete removes all values of a name', () => {
  const list = createHeaderList(fields)
  list.delete('accept')
  expect(list.toArray()).toEqual(['X-Tag', 'a', 'Host', 'here'])
})

test('an array that was handed out is not changed afterwards', () => {
  const list = createHeaderList(fields)
  list.append('X', ['1'])
  const out = list.toArray()
  list.append('X', ['2'])
  expect(out.filter((_, i) => i % 2 === 0 && out[i] === 'X')).toHaveLength(1)
  expect(list.values('x')).toEqual(['1', '2'])
})
