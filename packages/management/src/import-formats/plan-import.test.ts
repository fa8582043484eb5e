import type { OperationProperties } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import type { ImportedOperation } from './imported-api.ts'
import { planImport } from './plan-import.ts'

const properties = (method: string, urlTemplate: string, more: Partial<OperationProperties> = {}) => ({
  ...{ displayName: `${method} ${urlTemplate}`, method, urlTemplate, templateParameters: [], ...more },
})
const existing = (id: string, method: string, urlTemplate: string, more: Partial<OperationProperties> = {}) => ({
  id,
  properties: properties(method, urlTemplate, more),
})
const imported = (id: string, method: string, urlTemplate: string, originalId?: string): ImportedOperation => ({
  id,
  properties: properties(method, urlTemplate),
  tags: [],
  ...(originalId === undefined ? {} : { originalId }),
})
const plan = (held: ReturnType<typeof existing>[], operations: ImportedOperation[], sourceIsReimport = true) => {
  const { added, changed, removed, kept } = planImport(held, { operations }, { sourceIsReimport })
  return {
    added: added.map(({ operation }) => operation.id),
    changed: changed.map(({ existingId, operation, fields }) => [existingId, operation.id, ...fields]),
    removed: removed.map(({ id }) => id),
    kept: kept.map(({ existingId }) => existingId),
  }
}

describe('the plan of an import', () => {
  it('adds what is new, keeps what is the same and removes what is gone', () => {
    const held = [existing('list', 'GET', '/a'), existing('old', 'GET', '/old')]
    expect(plan(held, [imported('list', 'GET', '/a', 'list'), imported('new', 'POST', '/a', 'new')])).toEqual({
      ...{ added: ['new'], changed: [], removed: ['old'], kept: ['list'] },
    })
  })

  it('names the fields that change, and takes empty ones for nothing', () => {
    const held = [
      existing('list', 'GET', '/b', { description: 'Old' }),
      existing('same', 'PUT', '/c', { description: null, responses: [], request: { headers: [] } }),
    ]
    expect(plan(held, [imported('list', 'GET', '/a', 'list'), imported('same', 'PUT', '/c', 'same')])).toEqual({
      ...{
        added: [],
        changed: [['list', 'list', 'displayName', 'urlTemplate', 'description']],
        removed: [],
        kept: ['same'],
      },
    })
  })

  it('finds an operation by method and path when its id is another, and renames it', () => {
    const held = [existing('old-name', 'get', '/Pets')]
    const { changed, added, removed } = plan(held, [imported('listpets', 'GET', '/pets', 'listPets')])
    expect([added, removed]).toEqual([[], []])
    expect(changed).toEqual([['old-name', 'listpets', 'name', 'displayName', 'method', 'urlTemplate']])
  })

  it('keeps a known id when the definition has none', () => {
    expect(plan([existing('my-list', 'GET', '/a')], [imported('get-a', 'GET', '/a')])).toEqual({
      ...{ added: [], changed: [], removed: [], kept: ['my-list'] },
    })
  })

  it('prefers the id over method and path, so that operations may exchange their templates', () => {
    const held = [existing('a', 'GET', '/a'), existing('b', 'GET', '/b')]
    const { changed } = plan(held, [imported('a', 'GET', '/b', 'a'), imported('b', 'GET', '/a', 'b')])
    expect(changed).toEqual([
      ['a', 'a', 'displayName', 'urlTemplate'],
      ['b', 'b', 'displayName', 'urlTemplate'],
    ])
  })

  it('removes nothing when the definition is added to an API', () => {
    expect(plan([existing('a', 'GET', '/a')], [imported('b', 'GET', '/b', 'b')], false)).toEqual({
      ...{ added: ['b'], changed: [], removed: [], kept: ['a'] },
    })
  })
})
