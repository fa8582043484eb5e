import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeFolder } from './write-folder.ts'

let parent: string
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'sluice-folder-'))
})
afterEach(() => rmSync(parent, { recursive: true, force: true }))

it('writes and removes nothing through a link in the place of a folder', () => {
  const [folder, elsewhere] = [join(parent, 'export'), join(parent, 'elsewhere')]
  mkdirSync(elsewhere)
  writeFileSync(join(elsewhere, 'old.yaml'), 'theirs')
  writeFolder(folder, new Map([['apis/old.yaml', 'ours']]), () => {})
  rmSync(join(folder, 'apis'), { recursive: true })
  symlinkSync(elsewhere, join(folder, 'apis'), 'junction')
  for (const files of [new Map([['apis/new.yaml', 'ours']]), new Map([['tags/a.yaml', 'ours']])]) {
    expect(() => writeFolder(folder, files, () => {})).toThrow('apis is a link to somewhere else')
  }
  expect(readdirSync(elsewhere)).toEqual(['old.yaml'])
  expect(existsSync(join(folder, 'tags'))).toBe(false)
})
