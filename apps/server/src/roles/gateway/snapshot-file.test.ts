import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SnapshotMessage } from '@sluice/contracts'
import { createMemoryLog } from '@sluice/platform'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSnapshotFile } from './snapshot-file.ts'

let folder: string
let state: SnapshotMessage
const log = createMemoryLog()
const open = () => createSnapshotFile(folder, log, () => state)
const snapshot = (changeNumber: number): SnapshotMessage => ({ type: 'snapshot', changeNumber, entries: [] })
const change = (changeNumber: number): SnapshotMessage => ({ type: 'change', changeNumber, put: [], remove: ['/x'] })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-snapshot-'))
  state = snapshot(5)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A file that holds the state, as after an orderly end. */
function saved(): void {
  const file = open()
  file.saveSoon()
  file.close()
}

describe('the snapshot on disk', () => {
  it('brings back what came after it, also when the process was killed before the next writing', () => {
    saved()
    const killed = open()
    killed.append(JSON.stringify(change(6)))
    killed.append(JSON.stringify(change(7)))
    const next = open()
    expect(next.load()).toEqual([snapshot(5), change(6), change(7)])
    state = snapshot(7)
    next.close()
    expect(existsSync(join(folder, 'changes.jsonl'))).toBe(false)
    expect(open().load()).toEqual([snapshot(7)])
    killed.close()
  })

  it('takes changes only as far as they follow it whole and without a gap', () => {
    saved()
    const path = join(folder, 'changes.jsonl')
    const lines = [change(4), change(5), change(6), change(8)].map((message) => JSON.stringify(message))
    writeFileSync(path, `${lines.join('\n')}\n`)
    expect(open().load()).toEqual([snapshot(5), change(6)])
    writeFileSync(path, `${JSON.stringify(change(6))}\n`)
    appendFileSync(path, JSON.stringify(change(7)).slice(0, -10))
    expect(open().load()).toEqual([snapshot(5), change(6)])
  })

  it('is nothing where there is none, whatever changes are left', () => {
    writeFileSync(join(folder, 'changes.jsonl'), `${JSON.stringify(change(1))}\n`)
    expect(open().load()).toEqual([])
  })
})
