import { describe, expect, it } from 'vitest'
import { createOperationIds, createTagIds } from './identifier-of.ts'

describe('operation ids', () => {
  it.each([
    ['getPetById', 'getpetbyid'],
    ['GET-/foo/{bar}?buzz={quux}', 'get-foo-bar-buzz-quux'],
    ['  List   all__pets ', 'list-all-pets'],
    ['x'.repeat(90), 'x'.repeat(76)],
    ['', 'get-pets'],
    ['получить', 'get-pets'],
  ])('are made of %s: %s', (text, id) => {
    expect(createOperationIds()(text, 'GET /pets')).toBe(id)
  })

  it('get a suffix when they are taken, up to -999', () => {
    const take = createOperationIds()
    const ids = Array.from({ length: 1001 }, () => take('Same', ''))
    expect([ids[0], ids[1], ids[2], ids[999], ids[1000]]).toEqual(['same', 'same-1', 'same-2', 'same-999', undefined])
  })

  it('do not take the suffixed form of another id twice', () => {
    const take = createOperationIds()
    expect([take('a-1', ''), take('a', ''), take('a', '')]).toEqual(['a-1', 'a', 'a-2'])
  })
})

describe('tag ids', () => {
  it('keep letters of any script', () => {
    const take = createTagIds()
    expect([take('Pet Store'), take('Ärger & Co.'), take('宠物'), take('!'), take('?')]).toEqual([
      ...['pet-store', 'ärger-co', '宠物', 'tag', 'tag-1'],
    ])
  })
})
