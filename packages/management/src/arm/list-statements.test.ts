import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSystemClock, openSqliteStore, type Store } from '@sluice/platform'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

describe('a list', () => {
  let folder: string
  let store: Store
  let call: Awaited<ReturnType<typeof startManagement>>['call']
  const statements: string[] = []
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-lists-'))
    store = await openSqliteStore({
      file: join(folder, 'store.db'),
      clock: createSystemClock(),
      // Other processes are looked for now and then, which is no part of any call.
      watchEveryMs: 3_600_000,
      onStatement: (text) => statements.push(text),
    })
    const instance = await startManagement({ openStore: async () => store })
    call = instance.call
  })
  afterAll(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function fill(from: number, to: number) {
    for (let at = from; at < to; at += 1) {
      const name = `n${String(at).padStart(3, '0')}`
      const put = (path: string, properties: object) => call('PUT', path, { properties })
      await put(`/apis/${name}`, { displayName: name, path: name })
      await put(`/apis/${name}/operations/get`, { displayName: name, method: 'GET', urlTemplate: '/' })
      await put(`/products/${name}`, { displayName: name })
      await put(`/products/starter/apis/${name}`, {})
      await put(`/groups/${name}`, { displayName: name })
      await put(`/users/${name}`, {
        email: `${name}@example.com`,
        firstName: name,
        lastName: name,
        password: 'a password',
      })
      await put(`/subscriptions/${name}`, { displayName: name, scope: '/apis', ownerId: '/users/1', state: 'active' })
    }
  }

  async function countOf(path: string) {
    statements.length = 0
    const { status, json } = await call('GET', path)
    expect([path, status]).toEqual([path, 200])
    return { statements: statements.length, resources: json.value.length as number }
  }

  it('takes the same few statements, however many resources it is of', async () => {
    const paths = [
      '/apis',
      '/products',
      '/users',
      '/groups',
      '/subscriptions',
      "/subscriptions?$top=100&$filter=state eq 'active'",
      "/subscriptions?$filter=startswith(displayName,'n')",
      '/subscriptions?$skip=1&$top=1',
      '/products/starter/apis',
      '/products/starter/groups',
      '/apis/echo-api/operations',
      '/apis/echo-api/products',
      '/groups/developers/users',
      '/users/1/subscriptions',
      '/users/1/groups',
    ]
    await fill(0, 3)
    const few: Awaited<ReturnType<typeof countOf>>[] = []
    for (const path of paths) few.push(await countOf(path))
    await fill(3, 30)
    for (const [at, path] of paths.entries()) {
      const many = await countOf(path)
      expect({ path, statements: many.statements }).toEqual({ path, statements: few[at]?.statements })
      expect(many.resources).toBeGreaterThanOrEqual(few[at]?.resources ?? 0)
      // The token, the service and the parent are looked up, then there is one statement for page and count.
      expect(many.statements).toBeLessThanOrEqual(4)
    }
  })
})
