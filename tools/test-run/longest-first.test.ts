import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import type { TestSpecification, Vitest } from 'vitest/node'
import { LongestFirst, longestFiles } from './longest-first.ts'

const root = dirname(dirname(import.meta.dirname))

it('begins with the files that take longest, and leaves the order of the others', async () => {
  const project = { name: '', config: { isolate: false, sequence: { groupOrder: 0 } } }
  // Vitest's own order is by how long they took at last.
  const durations: Readonly<Record<string, number>> = { 'tests/quick.test.ts': 10, 'tests/slow.test.ts': 20 }
  const [longest = '', second = ''] = longestFiles
  const paths = [second, 'tests/quick.test.ts', longest, 'tests/slow.test.ts']
  const vitest = {
    config: { root },
    cache: {
      getTestSpecificationResult: ({ moduleId }: TestSpecification) => ({
        failed: false,
        duration: durations[moduleId.slice(root.length + 1)] ?? 1,
      }),
    },
  } as unknown as Vitest
  const files = paths.map((path) => ({ moduleId: join(root, path), project }) as unknown as TestSpecification)
  const sorted = await new LongestFirst(vitest).sort(files)
  expect(sorted.map(({ moduleId }) => moduleId.slice(root.length + 1))).toEqual([
    longest,
    second,
    'tests/slow.test.ts',
    'tests/quick.test.ts',
  ])
})

it.each(longestFiles)('names a file that is there: %s', (path) => {
  expect(existsSync(join(root, path))).toBe(true)
})
