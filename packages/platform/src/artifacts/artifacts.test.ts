import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Artifacts } from './artifacts.ts'
import { openFolderArtifacts } from './folder-artifacts.ts'

describe('artifacts in a folder', () => {
  let root: string
  let artifacts: Artifacts
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'artifacts-'))
    artifacts = await openFolderArtifacts(root)
  })
  afterEach(() => rm(root, { recursive: true, force: true }))

  const commit = async (key: string, text: string) => {
    const draft = await artifacts.begin()
    await writeFile(draft.path('data.txt'), text)
    return draft.commit(key)
  }

  it('are seen only once they are committed', async () => {
    const draft = await artifacts.begin()
    await writeFile(draft.path('data.txt'), 'one')
    expect(await artifacts.find('outputs/a1')).toBeUndefined()
    expect(await artifacts.list('outputs')).toEqual([])
    await draft.commit('outputs/a1')
    const found = await artifacts.find('outputs/a1')
    expect(await readFile(found?.path('data.txt') ?? '', 'utf8')).toBe('one')
    expect(await artifacts.list('outputs')).toEqual(['outputs/a1'])
  })

  it('keep what stands under a key already', async () => {
    await commit('outputs/a1', 'one')
    const second = await commit('outputs/a1', 'two')
    expect(await readFile(second.path('data.txt'), 'utf8')).toBe('one')
    expect(await readdir(join(root, '.drafts'))).toEqual([])
  })

  it('of one key committed by many at once are one', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, (_, index) => commit('outputs/same', String(index))))
    const texts = await Promise.all(all.map((artifact) => readFile(artifact.path('data.txt'), 'utf8')))
    expect(new Set(texts).size).toBe(1)
    expect(await readdir(join(root, '.drafts'))).toEqual([])
  })

  it('go away whole, also when nothing is there', async () => {
    await commit('outputs/a1', 'one')
    await artifacts.remove('outputs/a1')
    await artifacts.remove('outputs/a1')
    expect(await artifacts.find('outputs/a1')).toBeUndefined()
  })

  it('that were begun and left are swept when they are old enough', async () => {
    await artifacts.begin()
    expect(await artifacts.sweep()).toBe(0)
    expect(await artifacts.sweep(-1)).toBe(1)
    expect(await readdir(join(root, '.drafts'))).toEqual([])
  })

  it.each(['..', 'a/../b', '/a', 'A', 'a//b', '', 'a/b/c/d/e/f/g/h/i', '.'])('refuse the key %j', async (key) => {
    await expect(artifacts.find(key)).rejects.toThrow('is no key of an artifact')
  })

  it('refuse names of files that lead elsewhere', async () => {
    const draft = await artifacts.begin()
    for (const name of ['../x', '..', 'a/b', '']) expect(() => draft.path(name)).toThrow('no name of a file')
  })
})
