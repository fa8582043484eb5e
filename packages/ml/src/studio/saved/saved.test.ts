import { writeFile } from 'node:fs/promises'
import type { ModelShape, TransformationShape } from '@sluice/contracts'
import { createTableFromRows, toColumnSchema } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { packValue } from '../../artifacts/pack.ts'
import { startMachineLearning } from '../../machine-learning.fixture.ts'
import { type RunOutput, saveOutput } from '../../saved/save-output.ts'

const columns = [toColumnSchema('x', 'Double')]
const modelShape: ModelShape = { kind: 'model', learner: 'linear', task: 'regression' }
const transformationShape: TransformationShape = {
  kind: 'transformation',
  module: 'normalize-data',
  parameters: {},
  columns: [toColumnSchema('x', 'Double')],
}

async function start() {
  const role = await startMachineLearning()
  const base = `/workspaces/${role.workspaceId}`
  const [experiment] = await role.store.list(`${base}/experiments`)
  const experimentId = String(experiment?.body.id)
  const draft = await role.artifacts.begin()
  await writeFile(draft.path('out.slu'), packValue({ weights: new Float64Array([1, 2]) }))
  const path = (await draft.commit('outputs/x')).path('out.slu')
  const save = (output: RunOutput, name: string, replaces?: string) =>
    saveOutput(
      output,
      {
        workspaceId: role.workspaceId,
        actor: 'ada',
        name,
        replaces,
        from: { experimentId, node: 'train', port: 'model' },
      },
      { ...role, tables: role.datasets.tables },
    )
  return { ...role, base, save, path, experimentId }
}

describe.each([
  ['trained-models', 'trainedmodels', { kind: 'model', shape: modelShape }],
  ['transforms', 'transforms', { kind: 'transformation', shape: transformationShape }],
] as const)('%s', (segment, _, described) => {
  it('are saved from an output, listed, renamed, downloaded and deleted', async () => {
    const { studio, base, save, path, artifacts, send, workspaceId, experimentId } = await start()
    const output = { ...described, path } as RunOutput
    const id = await save(output, 'First')
    await expect(save(output, 'FIRST')).rejects.toThrow("with the name 'FIRST' already.")
    const second = await save(output, 'ignored', id)
    const list = (await studio('GET', `${base}/${segment}`)).body.value
    expect(list).toMatchObject([
      { id, familyId: id, name: 'First', experimentId, shape: described.shape },
      { id: second, familyId: id, name: 'First' },
    ])
    const renamed = await studio('PATCH', `${base}/${segment}/${id}`, { name: 'Best', description: 'Good' })
    expect(renamed.body).toMatchObject({ id, name: 'Best', description: 'Good' })
    expect((await studio('GET', `${base}/${segment}/${second}`)).body).toMatchObject({ name: 'Best', description: '' })
    const file = await send({
      target: `/studio${base}/${segment}/${id}/content`,
      headers: ['Authorization', 'Bearer automation-token'],
    })
    expect(Buffer.from(file.body).equals(packValue({ weights: new Float64Array([1, 2]) }))).toBe(true)
    expect(file.header('content-disposition')).toContain('filename="Best.i')
    expect((await studio('DELETE', `${base}/${segment}/${id}`)).status).toBe(204)
    expect((await studio('GET', `${base}/${segment}/${id}`)).status).toBe(404)
    expect(await artifacts.list(segment)).toEqual([`${segment}/${second}`])
    expect(workspaceId).toHaveLength(32)
  })
})

describe('an output that is a table', () => {
  it('becomes a dataset, or the next version of one', async () => {
    const { studio, base, save, experimentId } = await start()
    const chunks = async function* () {
      yield createTableFromRows(columns, [[1], [2]])
      yield createTableFromRows(columns, [[null]])
    }
    const id = await save({ kind: 'table', schema: columns, chunks: chunks() }, 'Scored')
    expect((await studio('GET', `${base}/datasets/${id}`)).body).toMatchObject({
      rowCount: 3,
      owner: 'ada',
      source: { kind: 'output', experimentId, node: 'train', port: 'model' },
      original: null,
    })
    expect((await studio('GET', `${base}/datasets/${id}/rows`)).body.rows).toEqual([[1], [2], [null]])
    const second = await save({ kind: 'table', schema: columns, chunks: chunks() }, 'x', id)
    expect((await studio('GET', `${base}/datasets/${second}`)).body).toMatchObject({ version: 2, name: 'Scored' })
  })
})
