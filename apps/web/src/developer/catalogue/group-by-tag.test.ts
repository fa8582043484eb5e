import { expect, it } from 'vitest'
import { groupByTag } from './group-by-tag.ts'

it('puts rows under their tags, and those without one last', () => {
  const tag = (name: string) => ({ id: `/tags/${name}`, name })
  const rows = [{ row: 1 }, { row: 2, tag: tag('pets') }, { row: 3, tag: tag('shop') }, { row: 2, tag: tag('shop') }]
  expect(groupByTag(rows)).toEqual([
    { tag: 'pets', rows: [rows[1]] },
    { tag: 'shop', rows: [rows[2], rows[3]] },
    { tag: undefined, rows: [rows[0]] },
  ])
  expect(groupByTag([])).toEqual([])
})
