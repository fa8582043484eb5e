import { describe, expect, it } from 'vitest'
import { startMachineLearning } from '../machine-learning.fixture.ts'
import { modules } from '../modules/index.ts'

describe('the catalogue of modules', () => {
  it('lists every module of the installation', async () => {
    const { studio, workspaceId } = await startMachineLearning()
    const { body } = await studio('GET', `/workspaces/${workspaceId}/modules`)
    expect(body.value.map(({ id }: { id: string }) => id).sort()).toEqual(Object.keys(modules).sort())
  })

  it('tells of one module what its form is drawn from', async () => {
    const { studio, workspaceId } = await startMachineLearning()
    const { body } = await studio('GET', `/workspaces/${workspaceId}/modules/feature-hashing`)
    expect(body).toMatchObject({
      title: 'Feature Hashing',
      category: ['Text Analytics'],
      inputs: [{ name: 'dataset', type: 'table', title: 'Dataset' }],
      parameters: [
        { name: 'targetColumns', editor: 'column-selection' },
        { name: 'bitsize', default: 10, effect: 'makes {2^value} columns', schema: { minimum: 1, maximum: 31 } },
        { name: 'nGrams', default: 2 },
      ],
    })
    const unknown = await studio('GET', `/workspaces/${workspaceId}/modules/none`)
    expect([unknown.status, unknown.body.error.message]).toEqual([404, "There is no module 'none'."])
  })
})
