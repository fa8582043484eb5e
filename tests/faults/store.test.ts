import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSystemClock, openSqliteStore } from '@sluice/platform'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { killRounds, killStore } from './kill-store.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-faults-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the embedded store', () => {
  it('has every acknowledged write after its writers were killed at any moment', { timeout: 180_000 }, async () => {
    expect(await killStore({ folder, rounds: killRounds, seed: 7 })).toEqual([])
  })

  it.skipIf(process.platform === 'win32')(
    'refuses a write that does not fit on the disk, keeps all others, and works again when there is room',
    async () => {
      const file = join(folder, 'store.db')
      // A limit on the size of files is what a full disk is to the writer, and needs no disk. Ignored, its signal is an error.
      const limited = ['-c', `trap '' XFSZ; ulimit -f 2000; exec "$@"`, 'sh', process.execPath]
      const writer = [join(import.meta.dirname, 'store-writer.ts'), file, 'writer', '50000']
      const { stdout } = spawnSync('/bin/sh', [...limited, ...writer], { encoding: 'utf8' })
      const lines = stdout.trim().split('\n')
      const acknowledged = lines.filter((line) => /^\d+$/.test(line)).length
      expect(acknowledged).toBeGreaterThan(0)
      expect(lines.slice(acknowledged)).toEqual([
        expect.stringMatching(/^refused StoreUnavailable: The database cannot be used: .* Nothing was changed\.$/),
        `holds ${acknowledged}`,
      ])
      const store = await openSqliteStore({ file, clock: createSystemClock() })
      expect(await store.list('/writer')).toHaveLength(acknowledged)
      await store.transact({ actor: 'test' }, (transaction) =>
        transaction.put({ key: '/more', collection: '/', body: {} }),
      )
      await store.close()
    },
  )
})
