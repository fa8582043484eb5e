import { expect, it } from 'vitest'
import { blobPath, isContainerName } from './storage-place.ts'

it('keeps slashes of a blob’s name in one part of the path', () => {
  expect(blobPath('data', 'in/a b.csv')).toBe('/storage/containers/data/blobs/in%2Fa%20b.csv')
})

it('takes names of containers as the storage does', () => {
  expect(['abc', 'a-b-1', '123'].map(isContainerName)).toEqual([true, true, true])
  expect(['ab', 'Abc', 'a--b', '-ab', 'ab-', 'a_b', 'x'.repeat(64)].some(isContainerName)).toBe(false)
})
