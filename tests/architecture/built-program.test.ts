import { dirname, join, relative } from 'node:path'
import { expect, it } from 'vitest'
import { programEntries } from '../../apps/server/src/program-build/program-entries.ts'
import { sourceFiles } from './workspace.ts'

const sources = sourceFiles().filter(
  ({ path, isTest }) => !isTest && /^(apps\/server|packages\/[^/]+)\/src\//.test(path),
)

it('has a built file for all that processes and threads begin with', () => {
  const begun = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/\bentryFile\(join\(import\.meta\.dirname, '([^']+)'\)\)/g)].map(([, file = '']) =>
      relative('.', join(dirname(path), file)),
    ),
  )
  expect([...new Set(begun)].sort()).toEqual([...programEntries].sort())
})

it('loses nothing of a module of which nothing is used: none is imported for what it does', () => {
  const faults = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/^import '((?:\.|@sluice\/)[^']+)'/gm)].map(([, imported]) => `${path}: ${imported}`),
  )
  expect(faults).toEqual([])
})
