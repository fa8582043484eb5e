import type { CatalogueEntry } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { findChoices, toFolders, toModuleChoices } from './module-choices.ts'

const entry = (id: string, title: string, category: string, more: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
  id,
  title,
  category: category.split(' / '),
  summary: `What ${title} does`,
  remarks: [],
  rowWise: true,
  inputs: [],
  outputs: [],
  parameters: [],
  errors: [],
  ...more,
})
const catalogue = new Map(
  [
    entry('saved-dataset', 'Saved Dataset', 'Saved Datasets'),
    entry('saved-trained-model', 'Trained Model', 'Trained Models'),
    entry('feature-hashing', 'Feature Hashing', 'Text Analytics'),
    entry('add-rows', 'Add Rows', 'Data Transformation / Manipulation'),
    entry('web-service-input', 'Web service input', 'Web Service', { webServicePort: 'input' }),
  ].map((one) => [one.id, one]),
)
const thing = { id: 'd', description: '', isLatest: true }
const choices = toModuleChoices(catalogue, {
  'saved-dataset': [
    { ...thing, name: 'Reviews' },
    { ...thing, id: 'old', name: 'Reviews', isLatest: false },
  ],
  'saved-trained-model': [],
  'saved-transformation': [],
})

describe('the palette', () => {
  it('has saved things in place of the modules that give them, in their newest version', () => {
    expect(choices.map(({ title }) => title)).toEqual(['Reviews', 'Feature Hashing', 'Add Rows', 'Input'])
    expect(choices[0]).toMatchObject({ module: 'saved-dataset', parameters: { datasetId: 'd' } })
  })

  it('is a tree whose roots have an order of their own', () => {
    const folders = toFolders(choices, ['Trained Models'])
    expect(folders.map(({ title }) => title)).toEqual([
      'Saved Datasets',
      'Trained Models',
      'Data Transformation',
      'Text Analytics',
      'Web Service',
    ])
    expect(folders[2]?.folders[0]).toMatchObject({ title: 'Manipulation', path: '/Data Transformation/Manipulation' })
    expect(folders[2]?.folders[0]?.choices.map(({ title }) => title)).toEqual(['Add Rows'])
  })

  it('is searched in titles, places and summaries, titles first', () => {
    const titles = (text: string) => findChoices(choices, text).map(({ title }) => title)
    expect(titles('hash feat')).toEqual(['Feature Hashing'])
    expect(titles('MANIPULATION')).toEqual(['Add Rows'])
    expect(titles('add')).toEqual(['Add Rows'])
    expect(titles('nothing')).toEqual([])
    expect(titles('')).toHaveLength(4)
  })
})
