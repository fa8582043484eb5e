import { expect, it } from 'vitest'
import { readFile, toBytes } from './read-file.ts'

it('brings the bytes of a file there and back', async () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256)
  const text = await readFile(new Blob([bytes]))
  expect(toBytes(text)).toEqual(bytes)
  expect(await readFile(new Blob([]))).toBe('')
  expect(await readFile(new Blob(['abc']))).toBe('YWJj')
})
