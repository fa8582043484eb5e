import { expect, it } from 'vitest'
import type { DocumentSource } from './document-query.ts'
import type { Store } from './store.ts'

/** Where a query may take its documents from; `base` is a part of the store that nobody else writes to. */
export function describeSources(store: () => Store, base: () => string): void {
  it('finds the documents of several collections, of several values, and the owners of links of one form', async () => {
    const corner = base()
    const target = `${corner}/tags/red`
    await store().transact({ actor: 'suite' }, async (transaction) => {
      const put = (path: string, references: Record<string, string> = {}) =>
        transaction.put(
          { key: `${corner}${path}`, collection: `${corner}${path.slice(0, path.lastIndexOf('/'))}`, body: {} },
          { references },
        )
      for (const path of ['/apis/a', '/apis/b', '/products/p', '/tags/red', '/tags/blue']) await put(path)
      await put('/apis/a/tags/red', { target, form: `${corner}|api` })
      await put('/products/p/tags/red', { target, form: `${corner}|product` })
      await put('/apis/b/tags/blue', { target: `${corner}/tags/blue`, form: `${corner}|api` })
    })
    const find = async (from: DocumentSource) => {
      const { documents, count } = await store().find({ from })
      expect(count).toBe(documents.length)
      return documents.map(({ key }) => key.slice(corner.length))
    }
    expect(await find({ collection: [`${corner}/products`, `${corner}/apis`] })).toEqual([
      '/apis/a',
      '/apis/b',
      '/products/p',
    ])
    expect(await find({ index: 'target', value: [target, `${corner}/tags/blue`, 'none'] })).toEqual([
      '/apis/a/tags/red',
      '/products/p/tags/red',
      '/apis/b/tags/blue',
    ])
    expect(await find({ collection: [] })).toEqual([])
    expect(await find({ index: 'target', value: [] })).toEqual([])
    expect(await find({ linkingTo: target, under: 'tags' })).toEqual(['/apis/a', '/products/p'])
    expect(await find({ linkingTo: `${corner}|api`, under: 'tags', index: 'form' })).toEqual(['/apis/a', '/apis/b'])
  })
}
