import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startStorage } from './storage.fixture.ts'

it('a full disk is told as such, loses nothing, and is forgotten when there is room again', async () => {
  const storage = await startStorage()
  const put = (name: string, size = 100) =>
    storage.send('PUT', `/data/${name}`, { body: randomBytes(size), headers: { 'x-ms-blob-type': 'BlockBlob' } })
  const files = () =>
    readdirSync(join(storage.folder, 'content'), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
  try {
    await storage.send('PUT', '/data?restype=container')
    await put('before')
    // The database may not grow any more, as on a disk without room.
    const pages = Number(storage.store.database.get('PRAGMA page_count')?.page_count)
    storage.store.database.get(`PRAGMA max_page_count = ${pages}`)
    let refused: Response | undefined
    let kept = 1
    for (let count = 0; refused === undefined; count++) {
      const answer = await storage.send('PUT', `/data/${'n'.repeat(1000)}${count}`, {
        body: 'x',
        headers: { 'x-ms-blob-type': 'BlockBlob' },
      })
      if (answer.status === 201) kept += 1
      else refused = answer
    }
    expect([refused.status, refused.headers.get('x-ms-error-code')]).toEqual([507, 'StorageFull'])
    expect(await refused.text()).toContain('There is no room on the disk for this blob.')
    expect(files()).toHaveLength(kept)
    expect((await storage.send('GET', '/data/before')).status).toBe(200)
    storage.store.database.get('PRAGMA max_page_count = 1000000')
    expect((await put('after')).status).toBe(201)
  } finally {
    await storage.close()
  }
})
