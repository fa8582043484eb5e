import { createTableFromRows, toColumnSchema } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { runModule, shapesFrom, transformationAt } from '../run-module.fixture.ts'
import { normalizeData } from '../scale-and-reduce/normalize-data.ts'
import { savedTransformation } from './saved-transformation.ts'

const transformId = 'd'.repeat(32)
const made = async () => {
  const dataset = createTableFromRows([toColumnSchema('a', 'Int32')], [[1], [2]])
  return transformationAt(await runModule(normalizeData, { dataset }), 'transformationFunction')
}

describe('Saved Transformation', () => {
  it('gives the transformation', async () => {
    const transformation = await made()
    const context = { savedTransformation: async () => transformation }
    expect(await runModule(savedTransformation, {}, { transformId }, { context })).toEqual({ transformation })
  })

  it('says what it is without a run', async () => {
    const { shape } = await made()
    const saved = { savedTransformationShape: (id: string) => (id === transformId ? shape : undefined) }
    expect(shapesFrom(savedTransformation, {}, { transformId }, { saved })).toEqual({ transformation: shape })
    expect(() => shapesFrom(savedTransformation, {}, { transformId: '0'.repeat(32) }, { saved })).toThrow(
      `Input "${'0'.repeat(32)}" is null or empty`,
    )
  })
})
