import { expect, it } from 'vitest'
import { isInputComplete, newInput, toReference } from './job-values.ts'

it('names a file by the link of its container', () => {
  const link = { url: 'http://127.0.0.1:10000/account/rows?sv=1', token: '?sv=1' }
  expect(toReference(link, 'in/my rows.csv')).toEqual({
    BaseLocation: 'http://127.0.0.1:10000/account/',
    RelativeLocation: 'rows/in/my%20rows.csv',
    SasBlobToken: '?sv=1',
  })
  expect(toReference({ ...link, url: 'https://account.blob.example.com/rows?sv=1' }, 'a.csv').BaseLocation).toBe(
    'https://account.blob.example.com/',
  )
})

it('knows when it is said where the rows are', () => {
  expect(isInputComplete(newInput)).toBe(false)
  expect(isInputComplete({ ...newInput, container: 'a', blob: 'b.csv' })).toBe(true)
  expect(isInputComplete({ ...newInput, from: 'connection', connectionString: 'x' })).toBe(false)
  expect(isInputComplete({ ...newInput, from: 'connection', connectionString: 'x', path: 'a/b.csv' })).toBe(true)
})
