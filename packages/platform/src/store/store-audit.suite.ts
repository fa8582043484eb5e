import { describe, expect, it } from 'vitest'
import type { StoreSuiteOptions, StoreUnderTest } from './store.suite.ts'
import type { AuditRow, Store } from './store.ts'

let stems = 0

/** What the audit keeps, and what it costs to leave something out, whatever is behind it. */
export function describeAudit(
  storeUnderTest: () => Store,
  open: (options?: StoreSuiteOptions) => Promise<StoreUnderTest>,
): void {
  describe('the audit', () => {
    const corner = () => `/audit/${++stems}`
    const document = (key: string, body = {}) => ({ key, collection: key.slice(0, key.lastIndexOf('/')), body })
    const steps = (rows: readonly AuditRow[]) =>
      rows.map(({ action, key, before, after }) => [action, key, before, after])

    it('keeps the body before and after each action, in each its own row, and nothing that is hidden', async () => {
      const store = storeUnderTest()
      const key = `${corner()}/a`
      await store.transact({ actor: 'erika' }, async (transaction) => {
        await transaction.put(document(key, { n: 1, hidden: { secret: 'sealed' } }))
        await transaction.put(document(key, { n: 2, inner: { hidden: 'stays' } }))
      })
      await store.transact({ actor: 'erika' }, (transaction) => transaction.put(document(key, { n: 3, hidden: 1 })))
      await store.transact({ actor: 'erika' }, (transaction) => transaction.remove(key))
      const second = { n: 2, inner: { hidden: 'stays' } }
      expect(steps(await store.audit({ below: key, limit: 10 }))).toEqual([
        ['delete', key, { n: 3 }, undefined],
        ['update', key, second, { n: 3 }],
        ['update', key, { n: 1 }, second],
        ['create', key, undefined, { n: 1 }],
      ])
    })

    it('gives rows of a document and what is below it, of an actor, of a time, page by page', async () => {
      const store = storeUnderTest()
      const base = corner()
      const actors = [`${base}-erika`, `${base}-max`]
      for (const [index, id] of ['a', 'a/b', 'a-b', 'a/b/c', 'a0'].entries()) {
        await store.transact({ actor: String(actors[index % 2]) }, (transaction) =>
          transaction.put(document(`${base}/${id}`)),
        )
      }
      const keys = async (query: Omit<Parameters<Store['audit']>[0], 'limit'>, limit = 10) =>
        (await store.audit({ limit, ...query })).map(({ key }) => key.slice(base.length + 1))
      expect(await keys({ below: `${base}/a` })).toEqual(['a/b/c', 'a/b', 'a'])
      expect(await keys({ below: `${base}/a`, actor: `${base}-max` })).toEqual(['a/b/c', 'a/b'])
      expect(await keys({ actor: `${base}-erika` })).toEqual(['a0', 'a-b', 'a'])
      const [newest, second] = await store.audit({ limit: 2 })
      expect(await keys({ before: newest?.changeNumber ?? 0 }, 2)).toEqual(['a/b/c', 'a-b'])
      expect(await keys({ beforePosition: second?.position ?? 0, below: base }, 2)).toEqual(['a-b', 'a/b'])
      const moment = Date.parse(newest?.at ?? '')
      const hour = (offset: number) => new Date(moment + offset * 3_600_000).toISOString()
      expect(await keys({ below: base, from: hour(-1), to: hour(1) })).toHaveLength(5)
      expect(await keys({ below: base, from: hour(1) })).toEqual([])
      expect(await keys({ below: base, to: hour(-1).replace('Z', '+00:00') })).toEqual([])
      expect(await keys({ below: base, from: newest?.at ?? '' }, 1)).toEqual(['a0'])
      await expect(store.audit({ limit: 1, from: 'yesterday' })).rejects.toThrow(RangeError)
    })

    it('leaves out what is not to be audited, which is a change all the same', async () => {
      const store = storeUnderTest()
      const base = corner()
      const start = (await store.readAll()).changeNumber
      const quiet = { isAudited: false }
      await store.transact({ actor: 'mail' }, async (transaction) => {
        await transaction.put(document(`${base}/mails/1`), quiet)
        await transaction.put(document(`${base}/mails/2`), quiet)
      })
      await store.transact({ actor: 'mail' }, (transaction) => transaction.remove(`${base}/mails/1`, quiet))
      await store.transact({ actor: 'mail' }, (transaction) => transaction.removeBelow(base, quiet))
      expect(await store.audit({ below: base, limit: 10 })).toEqual([])
      const changes = await store.changesAfter(start, 10)
      expect(changes?.map(({ put, removed }) => [put.map(({ key }) => key), removed])).toEqual([
        [[`${base}/mails/1`, `${base}/mails/2`], []],
        [[], [`${base}/mails/1`]],
        [[], [`${base}/mails/2`]],
      ])
    })

    it('keeps as many rows as it is told to, the newest', async () => {
      const other = await open({ keptAuditRows: 3 })
      const write = (...ids: string[]) =>
        other.store.transact({ actor: 'suite' }, async (transaction) => {
          for (const id of ids) await transaction.put({ key: `/${id}`, collection: '/', body: {} })
        })
      await write('a', 'b')
      await write('c', 'd', 'e', 'f')
      await write('g')
      expect((await other.store.audit({ limit: 10 })).map(({ key }) => key)).toEqual(['/g', '/f', '/e'])
      await other.close()
    })
  })

  describe('removeBelow', () => {
    it('removes everything below a key and nothing beside it, with indexes, audit and change', async () => {
      const store = storeUnderTest()
      const base = `/audit/${++stems}`
      await store.transact({ actor: 'suite' }, async (transaction) => {
        for (const id of ['a', 'a/z', 'a/b', 'a/b/c', 'a-b', 'a0', 'ab/c']) {
          const key = `${base}/${id}`
          await transaction.put({ key, collection: base, body: { id } }, { unique: { id: key } })
        }
      })
      const start = (await store.readAll()).changeNumber
      const below = ['a/z', 'a/b', 'a/b/c'].map((id) => `${base}/${id}`)
      const seen = await store.transact({ actor: 'suite' }, async (transaction) => {
        const removed = await transaction.removeBelow(`${base}/a`)
        return [removed, await transaction.removeBelow(`${base}/a`), await transaction.listBelow(`${base}/a`)]
      })
      expect(seen).toEqual([below, [], []])
      expect((await store.listBelow(base)).map(({ body }) => body.id)).toEqual(['a', 'a-b', 'a0', 'ab/c'])
      expect(await store.findByIndex('id', `${base}/a/b`)).toEqual([])
      expect(await store.findByIndex('id', `${base}/a-b`)).toHaveLength(1)
      expect((await store.changesAfter(start, 10))?.map(({ removed }) => removed)).toEqual([below])
      const rows = await store.audit({ before: start + 2, limit: 3 })
      expect(rows.map(({ action, key, before }) => [action, key, before?.id])).toEqual([
        ['delete', `${base}/a/b/c`, 'a/b/c'],
        ['delete', `${base}/a/b`, 'a/b'],
        ['delete', `${base}/a/z`, 'a/z'],
      ])
      await store.transact({ actor: 'suite' }, (transaction) => transaction.removeBelow(`${base}/a`))
      expect((await store.readAll()).changeNumber).toBe(start + 1)
    })
  })
}
