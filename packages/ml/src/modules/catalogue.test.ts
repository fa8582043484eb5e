import { describe, expect, it } from 'vitest'
import { describeModule, describeModules } from './catalogue.ts'
import { modules } from './index.ts'

describe('the catalogue of modules', () => {
  it('says all of a module that palette and form need', () => {
    const entry = describeModule(modules['feature-hashing'])
    expect(entry).toMatchObject({
      id: 'feature-hashing',
      title: 'Feature Hashing',
      category: ['Text Analytics'],
      rowWise: true,
      inputs: [{ name: 'dataset', type: 'table', title: 'Dataset' }],
      outputs: [{ name: 'transformedDataset', type: 'table', title: 'Transformed dataset' }],
    })
    expect(entry.parameters.map(({ name, editor, isRequired }) => [name, editor, isRequired])).toEqual([
      ['targetColumns', 'column-selection', false],
      ['bitsize', 'number', false],
      ['nGrams', 'number', false],
    ])
    expect(entry.parameters[1]).toEqual({
      name: 'bitsize',
      title: 'Hashing bitsize',
      description: '2 to this power columns are made of each text column.',
      isRequired: false,
      default: 10,
      effect: 'makes {2^value} columns',
      editor: 'number',
      schema: { type: 'integer', minimum: 1, maximum: 31 },
    })
    expect(entry.errors[0]).toEqual({
      number: '0001',
      code: 'ColumnNotFound',
      message: 'Column with name or index "{column}" not found',
      remedy: 'Correct the column selection of the module, or the data that reach it.',
    })
  })

  it('says when a parameter is shown, how its values are called, and what is secret', () => {
    const { parameters } = describeModule(modules['import-data'])
    const byName = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter]))
    expect(byName.accountKey).toMatchObject({
      editor: 'secret',
      visibleWhen: { source: ['blob'], authenticationType: ['account'] },
    })
    expect(byName.source).toMatchObject({
      editor: 'choice',
      valueTitles: { blob: 'Azure Blob Storage', http: 'Web URL via HTTP' },
    })
  })

  it('has every module once, and is plain JSON', () => {
    const entries = describeModules(modules)
    expect(entries.map(({ id }) => id).sort()).toEqual(Object.keys(modules).sort())
    expect(JSON.parse(JSON.stringify(entries))).toEqual(entries)
  })

  it('gives every enumeration a title for each of its values', () => {
    const faults = describeModules(modules).flatMap(({ id, parameters }) =>
      parameters
        .filter(({ editor, valueTitles, schema }) => {
          if (editor !== 'choice' || valueTitles === undefined) return false
          const values = (schema.enum as readonly string[]).toSorted()
          return Object.keys(valueTitles).sort().join() !== values.join()
        })
        .map(({ name }) => `${id}.${name}`),
    )
    expect(faults).toEqual([])
  })
})
