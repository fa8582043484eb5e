import { once } from 'node:events'
import { isAppError } from '@sluice/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Change, Store } from './store.ts'
import { describeAudit } from './store-audit.suite.ts'
import { describeQueries } from './store-queries.suite.ts'
import { describeSources } from './store-sources.suite.ts'

export interface StoreUnderTest {
  readonly store: Store
  /** A second one on the same data, where the implementation can be shared by processes. */
  readonly neighbour?: Store
  close(): Promise<void>
}

/** What the suite asks of the store that it has opened. */
export interface StoreSuiteOptions {
  readonly keptChanges?: number
  readonly keptAuditRows?: number
}

const author = { actor: 'suite' }
let stems = 0

/** What every store does, whatever is behind it. */
export function describeStore(name: string, open: (options?: StoreSuiteOptions) => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let subject: StoreUnderTest
    let store: Store
    beforeAll(async () => {
      subject = await open()
      store = subject.store
    })
    afterAll(() => subject?.close())
    describeQueries(() => store)
    describeAudit(() => store, open)

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

    it('lets the work go on after a refused put, of which nothing stays', async () => {
      const base = corner()
      const unique = { email: `${base}@x` }
      await put(`${base}/1`, {}, { unique })
      const start = (await store.readAll()).changeNumber
      await store.transact(author, async (transaction) => {
        const document = { key: `${base}/2`, collection: base, body: {} }
        await expect(transaction.put(document, { unique })).rejects.toThrow('Another resource already has')
        await transaction.put({ ...document, key: `${base}/3` })
      })
      expect((await store.list(base)).map(({ key }) => key)).toEqual([`${base}/1`, `${base}/3`])
      expect((await store.changesAfter(start, 10))?.flatMap((change) => change.put.map(({ key }) => key))).toEqual([
        `${base}/3`,
      ])
    })

    it('moves a document to another collection when it is put there', async () => {
      const [base, other] = [corner(), corner()]
      await put(`${base}/1`)
      const moved = await store.transact(author, (transaction) =>
        transaction.put({ key: `${base}/1`, collection: other, body: {} }),
      )
      expect(await store.list(base)).toEqual([])
      expect(await store.list(other)).toEqual([moved])
    })

    it('stores a body as it is at the put, and gives back what will be read later', async () => {
      const key = `${corner()}/a`
      const start = (await store.readAll()).changeNumber
      const body: Record<string, string | undefined> = { text: 'at the put', missing: undefined }
      const stored = await store.transact(author, async (transaction) => {
        const putting = transaction.put({ key, collection: '/suite', body })
        body.text = 'changed afterwards'
        return putting
      })
      expect(Object.entries(stored.body)).toEqual([['text', 'at the put']])
      expect(await store.get(key)).toEqual(stored)
      expect((await store.changesAfter(start, 1))?.[0]?.put).toEqual([stored])
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

    it('leaves nothing of puts that a rejected Promise.all left behind', async () => {
      const base = corner()
      await put(`${base}/taken`, {}, { unique: { name: base } })
      const document = (id: number) => ({ key: `${base}/${id}`, collection: base, body: {} })
      const failing = store.transact(author, (transaction) =>
        Promise.all([
          transaction.put(document(1)),
          transaction.put(document(2), { unique: { name: base } }),
          transaction.put(document(3)),
          transaction.get(`${base}/1`).then(() => transaction.put(document(4))),
        ]),
      )
      await expect(failing).rejects.toThrow('Another resource already has')
      await put(`${base}/after`)
      expect((await store.list(base)).map(({ key }) => key)).toEqual([`${base}/taken`, `${base}/after`])
    })

    it('refuses a transaction after its end, and one inside another', async () => {
      const key = `${corner()}/a`
      const ended = await store.transact(author, async (transaction) => ({ transaction }))
      await expect(ended.transaction.put({ key, collection: '/suite', body: {} })).rejects.toThrow('is over')
      const nested = store.transact(author, () => store.transact(author, async () => 1))
      await expect(nested).rejects.toThrow('begun inside another one')
      expect(await store.get(key)).toBeUndefined()
    })

    it('lets many transactions at once read through the store as well', async () => {
      const base = corner()
      const write = (id: number) =>
        store.transact(author, async (transaction) => {
          await store.list(base)
          await transaction.put({ key: `${base}/${id}`, collection: base, body: {} })
        })
      await Promise.all(Array.from({ length: 30 }, (_, id) => write(id)))
      expect(await store.list(base)).toHaveLength(30)
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

    describeSources(() => store, corner)

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

    it('acknowledges a commit and tells the others even when a listener throws', async () => {
      const warned = once(process, 'warning')
      const stopThrowing = store.onChange(() => {
        throw new Error('a fault of the listener')
      })
      const told: number[] = []
      const stop = store.onChange((changeNumber) => told.push(changeNumber))
      await put(`${corner()}/a`)
      expect((await warned)[0]).toMatchObject({ message: 'a fault of the listener' })
      expect(told).toHaveLength(1)
      stopThrowing()
      stop()
    })

    it('keeps a document of two megabytes', async () => {
      const key = `${corner()}/large`
      const text = 'ä'.repeat(1_000_000)
      await put(key, { text })
      expect((await store.get(key))?.body.text).toBe(text)
    })

    it('gives only the newest changes, and says when older ones are asked for', async () => {
      const other = await open({ keptChanges: 3 })
      for (let n = 0; n < 5; n += 1) {
        await other.store.transact(author, (transaction) =>
          transaction.put({ key: '/kept', collection: '/', body: { n } }),
        )
      }
      const numbers = async (after: number) =>
        (await other.store.changesAfter(after, 10))?.map(({ changeNumber }) => changeNumber)
      expect(await numbers(1)).toBeUndefined()
      expect(await numbers(2)).toEqual([3, 4, 5])
      expect(await numbers(5)).toEqual([])
      await other.close()
    })

    it('finishes what is under way when it is closed, and refuses what comes later', async () => {
      const other = await open()
      const order: string[] = []
      const begun = Promise.withResolvers<void>()
      const working = other.store.transact(author, async (transaction) => {
        begun.resolve()
        await new Promise((resolve) => setTimeout(resolve, 20))
        await transaction.put({ key: '/late', collection: '/', body: {} })
        await other.store.get('/late')
        order.push('worked')
      })
      await begun.promise
      await other.store.close()
      order.push('closed')
      await working
      expect(order).toEqual(['worked', 'closed'])
      await expect(other.store.get('/late')).rejects.toThrow('The database cannot be used: it is closed.')
      await expect(other.store.transact(author, async () => 1)).rejects.toThrow('it is closed')
      await other.store.close()
      await other.close()
    })
  })
}
