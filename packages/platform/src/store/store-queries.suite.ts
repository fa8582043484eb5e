import { describe, expect, it } from 'vitest'
import type { DocumentCondition, DocumentField, DocumentQuery } from './document-query.ts'
import type { JsonObject, JsonValue, PutOptions, Store, StoreReader } from './store.ts'

const author = { actor: 'suite' }
let stems = 0

const body = (...path: string[]): DocumentField => ({ kind: 'body', path })
const name: DocumentField = { kind: 'name' }
const compare = (
  field: DocumentField,
  operator: 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le',
  value: string | number | boolean | null,
): DocumentCondition => ({ kind: 'compare', field, operator, value })
const text = (
  field: DocumentField,
  test: 'contains' | 'startsWith' | 'endsWith',
  value: string,
): DocumentCondition => ({ kind: 'text', field, test, value })

/** What `find` does, whatever is behind it. */
export function describeQueries(storeUnderTest: () => Store): void {
  describe('find', () => {
    /** A collection that no other test uses, with these documents in this order. */
    async function fill(documents: Readonly<Record<string, JsonObject>>): Promise<string> {
      stems += 1
      const collection = `/queries/${stems}`
      await storeUnderTest().transact(author, async (transaction) => {
        for (const [id, body] of Object.entries(documents)) {
          await transaction.put({ key: `${collection}/${id}`, collection, body })
        }
      })
      return collection
    }

    const put = (key: string, options: PutOptions = {}) =>
      storeUnderTest().transact(author, (transaction) =>
        transaction.put({ key, collection: key.slice(0, key.lastIndexOf('/')), body: {} }, options),
      )

    async function namesOf(query: DocumentQuery, reader: StoreReader = storeUnderTest()): Promise<string> {
      const { documents, count } = await reader.find(query)
      const names = documents.map(({ key }) => key.slice(key.lastIndexOf('/') + 1)).join(' ')
      return query.limit === undefined && query.offset === undefined ? names : `${names} of ${count}`
    }

    it('gives whole documents, all of a collection in order of creation when nothing else is asked', async () => {
      const collection = await fill({ c: { n: 1 }, a: { n: 2 }, b: { n: 3 } })
      await fill({ other: {} })
      const found = await storeUnderTest().find({ from: { collection } })
      expect(found).toEqual({ documents: await storeUnderTest().list(collection), count: 3 })
      expect(await storeUnderTest().find({ from: { collection: `${collection}/none` } })).toEqual({
        documents: [],
        count: 0,
      })
    })

    it('compares every type with every operator, and finds no order between different types', async () => {
      const collection = await fill({
        five: { value: 5 },
        ten: { value: 10 },
        half: { value: -0.5 },
        lower: { value: 'apple' },
        upper: { value: 'BANANA' },
        digits: { value: '5' },
        empty: { value: '' },
        yes: { value: true },
        no: { value: false },
        none: { value: null },
        missing: {},
        list: { value: [5, 'apple'] },
        object: { value: { inner: 'apple' } },
      })
      const all = 'five ten half lower upper digits empty yes no none missing list object'
      const without = (...names: string[]) => {
        const left = all.split(' ').filter((one) => !names.includes(one))
        return left.join(' ')
      }
      const cases: [string, 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le', string | number | boolean | null, string][] = [
        ['number', 'eq', 5, 'five'],
        ['number', 'ne', 5, without('five')],
        ['number', 'gt', 5, 'ten'],
        ['number', 'ge', 5, 'five ten'],
        ['number', 'lt', 5, 'half'],
        ['number', 'le', 5, 'five half'],
        ['number', 'le', -0.5, 'half'],
        ['text', 'eq', 'Apple', 'lower'],
        ['text', 'ne', 'APPLE', without('lower')],
        ['text', 'gt', 'apple', 'upper'],
        ['text', 'ge', 'apple', 'lower upper'],
        ['text', 'lt', 'apple', 'digits empty'],
        ['text', 'le', 'APPLE', 'lower digits empty'],
        ['text', 'eq', '', 'empty'],
        ['text', 'eq', '5', 'digits'],
        ['boolean', 'eq', true, 'yes'],
        ['boolean', 'ne', true, without('yes')],
        ['boolean', 'gt', false, 'yes'],
        ['boolean', 'ge', false, 'yes no'],
        ['boolean', 'lt', true, 'no'],
        ['boolean', 'le', false, 'no'],
        ['null', 'eq', null, 'none missing'],
        ['null', 'ne', null, without('none', 'missing')],
        ['null', 'gt', null, ''],
        ['null', 'ge', null, ''],
        ['null', 'lt', null, ''],
        ['null', 'le', null, ''],
      ]
      const found: [string, string, unknown, string][] = []
      for (const [type, operator, value] of cases) {
        const where = compare(body('value'), operator, value)
        found.push([type, operator, value, await namesOf({ from: { collection }, where })])
      }
      expect(found).toEqual(cases)
      const not = await namesOf({
        from: { collection },
        where: { kind: 'not', term: compare(body('value'), 'gt', 5) },
      })
      expect(not).toBe(without('ten'))
    })

    it('joins conditions, also none of them, and very many', async () => {
      const collection = await fill({ a: { n: 1, on: true }, b: { n: 2, on: false }, c: { n: 3, on: true } })
      const where = async (condition: DocumentCondition) => namesOf({ from: { collection }, where: condition })
      const [one, three, on] = [
        compare(body('n'), 'eq', 1),
        compare(body('n'), 'eq', 3),
        compare(body('on'), 'eq', true),
      ]
      expect(await where({ kind: 'or', terms: [one, three] })).toBe('a c')
      expect(await where({ kind: 'and', terms: [on, { kind: 'not', term: one }] })).toBe('c')
      expect(await where({ kind: 'not', term: { kind: 'and', terms: [on, three] } })).toBe('a b')
      expect(await where({ kind: 'and', terms: [] })).toBe('a b c')
      expect(await where({ kind: 'or', terms: [] })).toBe('')
      const many = Array.from({ length: 2000 }, (_, n) => compare(body('n'), 'eq', n + 2))
      expect(await where({ kind: 'or', terms: many })).toBe('b c')
      let deep = one
      for (let depth = 0; depth < 3000; depth += 1) deep = { kind: 'not', term: deep }
      expect(await where(deep)).toBe('a')
    })

    it('looks for texts as they are: without case, with every character for itself', async () => {
      const collection = await fill({
        percent: { t: '100% sure' },
        underscore: { t: 'a_b' },
        dash: { t: 'a-b' },
        backslash: { t: 'C:\\temp\\' },
        quotes: { t: `it's "so"` },
        umlaut: { t: 'GRÖSSE Ärger' },
        emoji: { t: 'ok 🙂👍' },
        zero: { t: 'A\0Z' },
        half: { t: 'x\ud800Y' },
        escape: { t: 'C:\\u0000 \\ud800' },
        star: { t: '*.[a-z]?' },
        number: { t: 100 },
        missing: {},
      })
      const cases: ['contains' | 'startsWith' | 'endsWith', string, string][] = [
        ['contains', '%', 'percent'],
        ['contains', '_', 'underscore'],
        ['contains', '\\', 'backslash escape'],
        ['endsWith', '\\', 'backslash'],
        ['startsWith', 'c:\\', 'backslash escape'],
        ['contains', '\\U0000', 'escape'],
        ['contains', "'", 'quotes'],
        ['endsWith', '"', 'quotes'],
        ['contains', 'größe', ''],
        ['startsWith', 'größe', ''],
        ['startsWith', 'grösse ä', 'umlaut'],
        ['contains', 'ÄRGER', 'umlaut'],
        ['endsWith', '👍', 'emoji'],
        ['endsWith', '🙂👍', 'emoji'],
        ['contains', '[A-Z]', 'star'],
        ['endsWith', '?', 'star'],
        ['startsWith', 'a\0z', 'zero'],
        ['endsWith', 'y', 'half'],
        ['startsWith', '100', 'percent'],
        ['startsWith', 'a_b and more than it has', ''],
        ['endsWith', 'more than it has a_b', ''],
        ['contains', "x' or '1'='1", ''],
        ['contains', '', 'percent underscore dash backslash quotes umlaut emoji zero half escape star'],
        ['startsWith', '', 'percent underscore dash backslash quotes umlaut emoji zero half escape star'],
        ['endsWith', '', 'percent underscore dash backslash quotes umlaut emoji zero half escape star'],
      ]
      const found: [string, string, string][] = []
      for (const [test, value] of cases) {
        found.push([test, value, await namesOf({ from: { collection }, where: text(body('t'), test, value) })])
      }
      expect(found).toEqual(cases)
      expect(await namesOf({ from: { collection }, where: compare(body('t'), 'eq', 'grösse ärger') })).toBe('umlaut')
      expect(await namesOf({ from: { collection }, where: compare(body('t'), 'eq', 'a\0z') })).toBe('zero')
    })

    it('follows members of any name, into objects only', async () => {
      const odd = [
        'a"b',
        'a\\b',
        "a'b",
        'a.b',
        'a[0]',
        '$',
        '',
        'ä🙂',
        '\n',
        '\u0001',
        '%',
        '_',
        '{a,b}',
        '__proto__',
        'A',
      ]
      const collection = await fill({
        ...Object.fromEntries(odd.map((member, index) => [`m${index}`, Object.fromEntries([[member, 'here']])])),
        deep: { a: { 'b.c': { d: 'here' } } },
        list: { 0: ['here'], a: ['here', { 0: 'here' }] },
      })
      const holders = async (...path: string[]) =>
        namesOf({ from: { collection }, where: compare(body(...path), 'eq', 'here') })
      const found = await Promise.all(odd.map((member) => holders(member)))
      expect(found).toEqual(odd.map((_, index) => `m${index}`))
      expect(await holders('a', 'b.c', 'd')).toBe('deep')
      expect(await holders('a', 'b', 'c', 'd')).toBe('')
      expect(await holders('0', '0')).toBe('')
      expect(await holders('a', '0')).toBe('')
      expect(await holders('constructor', 'name')).toBe('')
      expect(await holders()).toBe('')
    })

    it('knows a document by its name, without case', async () => {
      const collection = await fill({ 'echo-api': {}, 'echo-api;rev=2': {}, größe: {}, other: {} })
      const where = (condition: DocumentCondition) => namesOf({ from: { collection }, where: condition })
      expect(await where(compare(name, 'eq', 'ECHO-api'))).toBe('echo-api')
      expect(await where(compare(name, 'eq', 'GRÖßE'))).toBe('größe')
      expect(await where(text(name, 'startsWith', 'Echo'))).toBe('echo-api echo-api;rev=2')
      expect(await where(compare(name, 'gt', 'echo-api'))).toBe('echo-api;rev=2 größe other')
      expect(await where(compare(name, 'eq', null))).toBe('')
      expect(await where(compare(name, 'ne', 1))).toBe('echo-api echo-api;rev=2 größe other')
    })

    it('counts all that match, whatever the page, also beyond the end', async () => {
      const collection = await fill(Object.fromEntries(Array.from({ length: 7 }, (_, n) => [`d${n}`, { n }])))
      const from = { collection }
      const where = compare(body('n'), 'ge', 2)
      expect(await namesOf({ from, limit: 2 })).toBe('d0 d1 of 7')
      expect(await namesOf({ from, offset: 5 })).toBe('d5 d6 of 7')
      expect(await namesOf({ from, where, limit: 2 })).toBe('d2 d3 of 5')
      expect(await namesOf({ from, where, offset: 1, limit: 2 })).toBe('d3 d4 of 5')
      expect(await namesOf({ from, where, offset: 4, limit: 2 })).toBe('d6 of 5')
      expect(await namesOf({ from, offset: 7, limit: 2 })).toBe(' of 7')
      expect(await namesOf({ from, where, offset: 100 })).toBe(' of 5')
      expect(await namesOf({ from, where, limit: 0 })).toBe(' of 5')
      expect(await namesOf({ from, where: compare(body('n'), 'gt', 6), offset: 3 })).toBe(' of 0')
    })

    it('sorts by fields, each way, and by creation where they are equal', async () => {
      const values: Record<string, JsonValue | undefined> = {
        b: 'B',
        '10': 10,
        no: false,
        a: 'a',
        none: null,
        '9': 9,
        yes: true,
        emoji: '🙂',
        last: '\uffee',
        b2: 'b',
        missing: undefined,
        list: [1],
      }
      const collection = await fill(
        Object.fromEntries(Object.entries(values).map(([id, value]) => [`x${id}`, { value }])),
      )
      const from = { collection }
      const field = body('value')
      const up = 'xnone xmissing xlist xno xyes x9 x10 xa xb xb2 xlast xemoji'
      const down = 'xemoji xlast xb xb2 xa x10 x9 xyes xno xnone xmissing xlist'
      // Digits come first in an object, so they were created first.
      expect(await namesOf({ from, orderBy: [{ field, isDescending: false }] })).toBe(up)
      expect(await namesOf({ from, orderBy: [{ field, isDescending: true }] })).toBe(down)
      const where = text(field, 'contains', 'b')
      expect(await namesOf({ from, where, orderBy: [{ field: name, isDescending: true }] })).toBe('xb2 xb')
      const orderBy = [
        { field, isDescending: false },
        { field: name, isDescending: true },
      ]
      expect(await namesOf({ from, where, orderBy, limit: 1 })).toBe('xb2 of 2')
    })

    it('takes documents from an index, from what links point at, and from the owners of links', async () => {
      stems += 1
      const base = `/queries/${stems}`
      for (const id of ['x', 'y', 'z']) await put(`${base}/apis/${id}`)
      for (const id of ['q', 'p']) await put(`${base}/products/${id}`)
      const link = (owner: string, under: string, id: string, target: string) =>
        put(`${base}/${owner}/${under}/${id}`, { references: { target: `${base}/${target}` } })
      await link('products/p', 'apis', 'z', 'apis/z')
      await link('products/p', 'apis', 'x', 'apis/x')
      await link('products/p', 'apis', 'again', 'apis/x')
      await link('products/p', 'apis', 'gone', 'apis/gone')
      await link('products/q', 'apis', 'x', 'apis/x')
      await link('products/q', 'more-apis', 'y', 'apis/y')
      await link('products/gone', 'apis', 'x', 'apis/x')
      await put(`${base}/subscriptions/1`, { references: { scope: `${base}/products/p` } })
      await put(`${base}/subscriptions/2`, { unique: { scope: `${base}/products/p` } })
      await put(`${base}/subscriptions/3`, { references: { scope: `${base}/products/q` } })

      const [ofP, ofQ] = ['p', 'q'].map((id) => ({ linkedFrom: `${base}/products/${id}/apis` }) as const)
      expect(ofP && (await namesOf({ from: ofP, limit: 9 }))).toBe('x z of 2')
      expect(ofP && (await namesOf({ from: ofP, where: compare(name, 'gt', 'x'), limit: 9 }))).toBe('z of 1')
      expect(ofQ && (await namesOf({ from: ofQ }))).toBe('x')
      const owners = (id: string, under: string) => ({ linkingTo: `${base}/apis/${id}`, under })
      expect(await namesOf({ from: owners('x', 'apis'), limit: 9 })).toBe('q p of 2')
      expect(await namesOf({ from: owners('x', 'apis'), where: text(name, 'startsWith', 'P') })).toBe('p')
      expect(await namesOf({ from: owners('z', 'apis') })).toBe('p')
      expect(await namesOf({ from: owners('y', 'apis') })).toBe('')
      expect(await namesOf({ from: owners('y', 'more-apis') })).toBe('q')
      const scoped = { index: 'scope', value: `${base}/products/p` }
      expect(await namesOf({ from: scoped, limit: 9 })).toBe('1 2 of 2')
      expect(await namesOf({ from: scoped, where: compare(name, 'ne', '1'), limit: 9 })).toBe('2 of 1')
    })

    it('sees what its own transaction wrote and removed', async () => {
      const collection = await fill({ a: { n: 1 }, b: { n: 2 } })
      const query = { from: { collection }, where: compare(body('n'), 'ge', 2) }
      const seen = await storeUnderTest().transact(author, async (transaction) => {
        await transaction.put({ key: `${collection}/c`, collection, body: { n: 3 } })
        await transaction.put({ key: `${collection}/a`, collection, body: { n: 4 } })
        await transaction.remove(`${collection}/b`)
        return [await namesOf(query, transaction), await namesOf(query)]
      })
      expect(seen).toEqual(['a c', 'b'])
      expect(await namesOf(query)).toBe('a c')
    })
  })
}
