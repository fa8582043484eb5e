import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clock, openSqliteStore, type Store } from '@sluice/platform'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const writers = 50

function openOnDisk(clock: Clock): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-etag-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return openSqliteStore({ file: join(folder, 'store.db'), clock })
}

describe('entity tags', () => {
  it.each([
    ['in memory', {}],
    ['in SQLite', { openStore: openOnDisk }],
  ])(`let ${writers} writers change one resource at once without losing a change, %s`, async (_, options) => {
    const { call, store } = await startManagement({ createSamples: false, ...options })
    const path = '/groups/counted'
    await call('PUT', path, { properties: { displayName: 'Counted', description: '' } })
    let refusals = 0
    const addTo = async (word: string): Promise<void> => {
      for (;;) {
        const read = await call('GET', path)
        const description = `${read.json.properties.description} ${word}`.trim()
        const sent = await call('PATCH', path, { properties: { description } }, { 'If-Match': read.etag ?? '' })
        if (sent.status === 200) return
        expect([sent.status, sent.json.error.code]).toEqual([412, 'PreconditionFailed'])
        refusals += 1
      }
    }
    const words = Array.from({ length: writers }, (_, index) => `w${index}`)
    await Promise.all(words.map(addTo))
    const { description } = (await call('GET', path)).json.properties
    expect(description.split(' ').sort()).toEqual([...words].sort())
    expect(refusals).toBeGreaterThan(0)
    await store.close()
  })
})
