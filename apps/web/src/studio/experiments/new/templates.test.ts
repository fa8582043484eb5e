import { expect, it } from 'vitest'
import { matchingTemplates } from './templates.ts'

const template = (id: string, title: string, datasets: string[]) => ({
  id,
  title,
  summary: 'Learns from rows.',
  datasets,
  isAvailable: true,
})

it('finds templates by words of title, summary and datasets, in any order', () => {
  const all = [template('a', 'Feature hashing', ['Book reviews']), template('b', 'Regression', ['Cars'])]
  const idsFor = (search: string) => matchingTemplates(all, search).map(({ id }) => id)
  expect(idsFor('')).toEqual(['a', 'b'])
  expect(idsFor(' reviews FEATURE ')).toEqual(['a'])
  expect(idsFor('rows cars')).toEqual(['b'])
  expect(idsFor('nothing')).toEqual([])
})
