import { expect, it } from 'vitest'
import { findStatuses, toStatusText } from './statuses.ts'

it('offers 200 OK first, then what else is not there yet', () => {
  expect(findStatuses('', [])[0]).toBe(200)
  expect(findStatuses('', [200])[0]).toBe(201)
})

it('finds by number and by reason', () => {
  expect(findStatuses('404', [])).toEqual([404])
  expect(findStatuses('too many', [])).toEqual([429])
  expect(findStatuses('200 o', [])).toEqual([200])
})

it('takes a code that has no name', () => {
  expect(findStatuses('299', [])).toEqual([299])
  expect(findStatuses('299', [299])).toEqual([])
  expect(findStatuses('999', [])).toEqual([])
  expect(toStatusText(299)).toBe('299')
  expect(toStatusText(200)).toBe('200 OK')
})
