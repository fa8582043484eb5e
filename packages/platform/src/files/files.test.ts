import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFileAtomically, writeFileAtomically } from './atomic-file.ts'
import { ensureWritableFolder, lockFolder } from './data-folder.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-files-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('files written atomically', () => {
  it('replace the old content and leave nothing else behind', () => {
    const path = join(folder, 'a.json')
    writeFileAtomically(path, 'old')
    writeFileAtomically(path, new Uint8Array([110, 101, 119]), { mode: 0o644 })
    expect(readFileSync(path, 'utf8')).toBe('new')
    expect(statSync(path).mode & 0o777).toBe(0o644)
    expect(readdirSync(folder)).toEqual(['a.json'])
  })

  it('are created by the first only', () => {
    const path = join(folder, 'once')
    expect([createFileAtomically(path, 'first'), createFileAtomically(path, 'second')]).toEqual([true, false])
    expect(readFileSync(path, 'utf8')).toBe('first')
    expect(readdirSync(folder)).toEqual(['once'])
  })
})

describe('the data folder', () => {
  it('is made when it is missing', () => {
    ensureWritableFolder(join(folder, 'a', 'b'))
    expect(readdirSync(join(folder, 'a'))).toEqual(['b'])
  })

  it('is refused with its path when it cannot be one', () => {
    writeFileSync(join(folder, 'file'), '')
    expect(() => ensureWritableFolder(join(folder, 'file'))).toThrow(
      `The data folder ${join(folder, 'file')} cannot be written`,
    )
    expect(() => ensureWritableFolder('/dev/null/x')).toThrow(
      'The data folder /dev/null/x cannot be written (ENOTDIR).',
    )
  })

  it('is locked for the life of a process, and free again after a kill', async () => {
    const script = `
      import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, 'data-folder.ts'))}
      lockFolder(${JSON.stringify(folder)})
      console.log('locked')
      setInterval(() => {}, 1000)`
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(holder.stdout, 'data')
    expect(() => lockFolder(folder)).toThrow(
      `The data folder ${folder} is in use by process ${holder.pid}. Stop that one, or choose another folder`,
    )
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    lockFolder(folder).release()
    lockFolder(folder).release()
  })

  it('says so when its lock cannot be made, and does not blame another program', () => {
    expect(() => lockFolder(join(folder, 'missing'))).toThrow(
      /cannot be written \(its lock: unable to open database file\)/,
    )
    writeFileSync(join(folder, 'lock.db'), 'not a database '.repeat(100))
    expect(() => lockFolder(folder)).toThrow(/cannot be written \(its lock: file is not a database\)/)
  })

  it('is locked once within a process, until it is released', () => {
    const lock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(`is in use by process ${process.pid}`)
    lock.release()
    lock.release()
    lockFolder(folder).release()
  })
})
