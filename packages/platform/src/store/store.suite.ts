import { isAppError } from '@sluice/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Change, Store } from './store.ts'

export interface StoreUnderTest {
  readonly store: Store
  /** A second one on the same data, where the implementation can be shared by processes. */
  readonly neighbour?: Store
  close(): Promise<void>
}

const author = { actor: 'suite' }
let stems = 0

/** What every store does, whatever is behind it. */
export function describeStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let subject: StoreUnderTest
    let store: Store
    beforeAll(async () => {
      subject = await open()
      store = subject.store
    })
    afterAll(() => subject?.close())

    /** A corner of the store that no other test uses. */
    const corner = () => `/suite/${++stems}`
    const put = (key: string, body = {}, options = {}) =>
      store.transact(author, (transaction) =>
        transaction.put({ key, collection: key.slice(0, key.lastIndexOf('/')), body }, options),
      )

    it('gives back what was put, with an entity tag that changes with every put', async () => {
      const key = `${corner()}/a`
      const first = await put(key, { text: 'größer als "1" 🙂', list: [1, null, { deep: true }] })
      const second = await put(key, { text: 'again' })
      expect(first.entityTag).not.toBe(second.entityTag)
      expect(second.ordinal).toBe(first.ordinal)
      expect(await store.get(key)).toEqual(second)
      expect(await store.get(`${key}x`)).toBeUndefined()
    })

    it('lists a collection in order of creation, page by page, and not what is below it', async () => {
      const base = corner()
      for (const id of ['c', 'a', 'b']) await put(`${base}/${id}`)
      await put(`${base}/a/child`)
      await put(`${base}/c`, { changed: true })
      const ids = async (page?: { offset?: number; limit?: number }) =>
        (await store.list(base, page)).map((document) => document.key.slice(base.length + 1))
      expect(await ids()).toEqual(['c', 'a', 'b'])
      expect(await ids({ limit: 2 })).toEqual(['c', 'a'])
      expect(await ids({ offset: 2 })).toEqual(['b'])
      expect(await ids({ offset: 1, limit: 1 })).toEqual(['a'])
    })

    it('lists everything below a key and nothing beside it', async () => {
      const base = corner()
      for (const key of ['/a', '/a/b', '/a/b/c', '/a-b/x', '/a0', '/ab/c']) await put(base + key)
      expect((await store.listBelow(`${base}/a`)).map(({ key }) => key.slice(base.length))).toEqual(['/a/b', '/a/b/c'])
    })

    it('finds documents by unique and shared values, and only by those they have now', async () => {
      const base = corner()
      await put(`${base}/1`, {}, { unique: { email: `${base}@x` }, references: { owner: `${base}/o` } })
      await put(`${base}/2`, {}, { references: { owner: `${base}/o` } })
      const keys = async (index: string, value: string) => (await store.findByIndex(index, value)).map(({ key }) => key)
      expect(await keys('email', `${base}@x`)).toEqual([`${base}/1`])
      expect(await keys('owner', `${base}/o`)).toEqual([`${base}/1`, `${base}/2`])
      await put(`${base}/1`, {}, { unique: { email: `${base}@y` } })
      expect(await keys('email', `${base}@x`)).toEqual([])
      expect(await keys('owner', `${base}/o`)).toEqual([`${base}/2`])
    })

    it('refuses a value that another document has, names the index, and changes nothing', async () => {
      const base = corner()
      await put(`${base}/1`, {}, { unique: { email: `${base}@x` } })
      const refused = await put(`${base}/2`, {}, { unique: { email: `${base}@x` } }).catch((error: unknown) => error)
      expect(isAppError(refused) && [refused.code, refused.parameters]).toEqual([
        'StoreConflict',
        { index: 'email', value: `${base}@x` },
      ])
      expect(await store.get(`${base}/2`)).toBeUndefined()
      await put(`${base}/1`, { again: true }, { unique: { email: `${base}@x` } })
    })

    it('undoes everything when the work throws, and takes no change number', async () => {
      const base = corner()
      const before = (await store.readAll()).changeNumber
      const failing = store.transact(author, async (transaction) => {
        await transaction.put({ key: `${base}/1`, collection: base, body: {} })
        throw new Error('on purpose')
      })
      await expect(failing).rejects.toThrow('on purpose')
      expect(await store.list(base)).toEqual([])
      expect((await store.readAll()).changeNumber).toBe(before)
    })

    it('lets a transaction read what it wrote, and nobody else before the commit', async () => {
      const base = corner()
      const seen = await store.transact(author, async (transaction) => {
        await transaction.put({ key: `${base}/1`, collection: base, body: { n: 1 } }, { references: { mark: base } })
        const outside = await store.get(`${base}/1`)
        const inside = (await transaction.get(`${base}/1`))?.body
        const listed = (await transaction.list(base)).length
        const found = (await transaction.findByIndex('mark', base)).length
        const removed = [await transaction.remove(`${base}/1`), await transaction.remove(`${base}/1`)]
        return { outside, inside, listed, found, removed }
      })
      expect(seen).toEqual({ outside: undefined, inside: { n: 1 }, listed: 1, found: 1, removed: [true, false] })
      expect(await store.get(`${base}/1`)).toBeUndefined()
    })

    it('runs concurrent transactions one after another: 100 increments lose none', async () => {
      const key = `${corner()}/counter`
      await put(key, { n: 0 })
      const increment = (on: Store) =>
        on.transact(author, async (transaction) => {
          const n = Number((await transaction.get(key))?.body.n)
          await transaction.put({ key, collection: '/suite', body: { n: n + 1 } })
        })
      const stores = [store, subject.neighbour ?? store]
      await Promise.all(Array.from({ length: 100 }, (_, index) => increment(stores[index % 2] as Store)))
      expect((await store.get(key))?.body).toEqual({ n: 100 })
    })

    it('numbers changes without a gap and gives each back as it was', async () => {
      const base = corner()
      const start = (await store.readAll()).changeNumber
      await put(`${base}/1`, { version: 1 })
      await put(`${base}/1`, { version: 2 })
      await store.transact(author, async (transaction) => {
        await transaction.remove(`${base}/1`)
        await transaction.put({ key: `${base}/2`, collection: base, body: {} })
      })
      await store.transact(author, (transaction) => transaction.get(`${base}/2`))
      const changes = (await store.changesAfter(start, 10)) as Change[]
      expect(changes.map((change) => change.changeNumber)).toEqual([start + 1, start + 2, start + 3])
      expect(changes.map((change) => change.put.map(({ body }) => body))).toEqual([
        [{ version: 1 }],
        [{ version: 2 }],
        [{}],
      ])
      expect(changes.map((change) => change.removed)).toEqual([[], [], [`${base}/1`]])
      expect(await store.changesAfter(start + 3, 10)).toEqual([])
      expect((await store.changesAfter(start, 1))?.length).toBe(1)
      expect(await store.changesAfter(start + 1000, 10)).toBeUndefined()
    })

    it('reads all as of one moment while others write', async () => {
      const base = corner()
      const writing = Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          store.transact(author, async (transaction) => {
            for (const side of ['left', 'right']) {
              await transaction.put({ key: `${base}/${side}`, collection: base, body: { n } })
            }
          }),
        ),
      )
      for (let round = 0; round < 10; round += 1) {
        const { documents, changeNumber } = await store.readAll()
        const pair = documents.filter((document) => document.collection === base).map(({ body }) => body.n)
        expect(new Set(pair).size).toBeLessThanOrEqual(1)
        expect(Math.max(...documents.map((document) => document.changeNumber))).toBeLessThanOrEqual(changeNumber)
      }
      await writing
    })

    it('keeps who did what, newest first', async () => {
      const key = `${corner()}/a`
      const by = { actor: 'erika', requestId: 'r-1' }
      const document = { key, collection: '/suite', body: {} }
      await store.transact(by, (transaction) => transaction.put(document))
      await store.transact(by, (transaction) => transaction.put(document))
      await store.transact(by, (transaction) => transaction.remove(key))
      const rows = await store.audit({ limit: 3 })
      expect(rows.map(({ actor, requestId, action, key: of }) => [actor, requestId, action, of])).toEqual([
        ['erika', 'r-1', 'delete', key],
        ['erika', 'r-1', 'update', key],
        ['erika', 'r-1', 'create', key],
      ])
      const newest = rows[0]?.changeNumber ?? 0
      expect((await store.audit({ before: newest, limit: 1 }))[0]?.changeNumber).toBe(newest - 1)
    })

    it('tells of commits, also of those that came through another process', async () => {
      const told: number[] = []
      const stop = store.onChange((changeNumber) => told.push(changeNumber))
      await put(`${corner()}/a`)
      await expect.poll(() => told.length).toBe(1)
      if (subject.neighbour !== undefined) {
        await subject.neighbour.transact(author, (transaction) =>
          transaction.put({ key: `${corner()}/b`, collection: '/suite', body: {} }),
        )
        await expect.poll(() => told.length).toBe(2)
      }
      stop()
      await put(`${corner()}/c`)
      expect(told).toEqual([...told].sort((a, b) => a - b))
      expect(told.length).toBe(subject.neighbour === undefined ? 1 : 2)
    })

    it('keeps a document of two megabytes', async () => {
      const key = `${corner()}/large`
      const text = 'ä'.repeat(1_000_000)
      await put(key, { text })
      expect((await store.get(key))?.body.text).toBe(text)
    })
  })
}
