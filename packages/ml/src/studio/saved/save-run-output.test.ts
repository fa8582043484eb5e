import type { JsonObject } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { collectionOf, trainedModelKey } from '../../web-services/document-keys.ts'
import { runSomething } from '../outputs/outputs.fixture.ts'

type Place = readonly [node: string, port: string]
const table: Place = ['data', 'dataset']
const model: Place = ['train', 'trainedModel']
const transformation: Place = ['scale', 'transformationFunction']

describe('an output of a run', () => {
  it.each([
    [table, 'dataset', 'datasets'],
    [model, 'trained-model', 'trained-models'],
    [transformation, 'transform', 'transforms'],
  ] as const)('%s is saved as a %s, and again as its next version', async (place, kind, segment) => {
    const { studio, at, workspace, experimentId, runId } = await runSomething()
    const save = (body: object) => studio('POST', `${at(...place)}/save`, body)
    const saved = await save({ name: 'Kept', description: 'of a run' })
    const { id } = saved.body
    expect([saved.status, saved.body]).toEqual([201, { kind, id: expect.stringMatching(/^[0-9a-f]{32}$/) }])
    const location = saved.response.header('location') ?? ''
    expect(location).toBe(`/studio${workspace}/${segment}/${id}`)
    const shown = (await studio('GET', location.replace('/studio', ''))).body
    const from = kind === 'dataset' ? shown.source : shown
    expect(shown).toMatchObject({ name: 'Kept', description: 'of a run', familyId: id })
    expect(from).toMatchObject({ experimentId, runId })
    const taken = await save({ name: 'KEPT' })
    expect(taken.body.error.code).toBe(kind === 'dataset' ? 'DatasetNameTaken' : 'SavedNameTaken')
    const second = await save({ name: 'ignored', newVersionOf: id })
    expect(second.status).toBe(201)
    expect((await studio('GET', `${workspace}/${segment}/${second.body.id}`)).body).toMatchObject({
      name: 'Kept',
      familyId: id,
    })
  })

  it('is shown like the output that it was made of', async () => {
    const { studio, at, workspace } = await runSomething()
    for (const [place, segment] of [[model, 'trained-models'] as const, [transformation, 'transforms'] as const]) {
      const { id } = (await studio('POST', `${at(...place)}/save`, { name: 'Kept' })).body
      const { status, body } = await studio('GET', `${workspace}/${segment}/${id}/view`)
      expect([status, body]).toEqual([200, (await studio('GET', `${at(...place)}/view`)).body])
    }
  })

  it('has to be there, and be something that can be kept', async () => {
    const { studio, at } = await runSomething()
    const codeOf = async (path: string, body: object = { name: 'Kept' }) =>
      (await studio('POST', `${path}/save`, body)).body.error.code
    expect(await codeOf(at('data', 'none'))).toBe('RunOutputNotFound')
    expect(await codeOf(at('none', 'dataset'))).toBe('RunModuleNotFound')
    expect(await codeOf(at(...table), { name: 'Kept', newVersionOf: '0'.repeat(32) })).toBe('DatasetUnknown')
    expect(await codeOf(at(...model), { name: 'Kept', newVersionOf: '0'.repeat(32) })).toBe('TrainedModelUnknown')
    expect(await codeOf(at(...table), { name: '' })).toBe('ValidationError')
    expect(await codeOf(at('learner', 'untrainedModel'))).toBe('ModelNotTrained')
  })
})

describe('the file of a trained model that is deleted', () => {
  const start = async () => {
    const role = await runSomething()
    const { id } = (await role.studio('POST', `${role.at(...model)}/save`, { name: 'Kept' })).body
    const artifact = `trained-models/${id}`
    const body = (await role.store.get(trainedModelKey(role.workspaceId, id)))?.body as JsonObject
    return {
      ...role,
      id: id as string,
      artifact,
      body,
      isThere: async () => (await role.artifacts.find(artifact)) !== undefined,
      remove: () => role.studio('DELETE', `${role.workspace}/trained-models/${id}`),
    }
  }

  it('goes with it', async () => {
    const { remove, isThere } = await start()
    expect((await remove()).status).toBe(204)
    expect(await isThere()).toBe(false)
  })

  it('stays while a web service works with it, and is swept afterwards', async () => {
    const { remove, isThere, changeEndpoint, endpoint, directory, id, artifact, body, datasets } = await start()
    const definition = directory.endpointById(endpoint.id)?.document.definition
    if (definition === undefined) throw new Error('The endpoint is gone.')
    const resource = { kind: 'TrainedModel', id, name: 'Kept', artifact, byteCount: 1, shape: body.shape } as never
    await changeEndpoint({ definition: { ...definition, resources: [...(definition.resources ?? []), resource] } })
    expect((await remove()).status).toBe(204)
    await datasets.sweep(0)
    expect(await isThere()).toBe(true)
    await changeEndpoint({ definition })
    await datasets.sweep(3_600_000)
    expect(await isThere()).toBe(true)
    await datasets.sweep(-1)
    expect(await isThere()).toBe(false)
  })

  it('stays while another document names it', async () => {
    const { remove, isThere, store, workspaceId, body, datasets } = await start()
    const key = trainedModelKey(workspaceId, 'f'.repeat(32))
    const other = { ...body, id: 'f'.repeat(32), familyId: 'f'.repeat(32), name: 'Other' }
    await store.transact({ actor: 'test' }, (transaction) =>
      transaction.put({ key, collection: collectionOf(key), body: other }),
    )
    await remove()
    await datasets.sweep(-1)
    expect(await isThere()).toBe(true)
    await store.transact({ actor: 'test' }, (transaction) => transaction.remove(key))
    await datasets.sweep(-1)
    expect(await isThere()).toBe(false)
  })
})
