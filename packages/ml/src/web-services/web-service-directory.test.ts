import { describe, expect, it } from 'vitest'
import { nothingOutside, startMachineLearning } from '../machine-learning.fixture.ts'
import { modules } from '../modules/index.ts'
import { openWebServiceDirectory } from './web-service-directory.ts'

const body = '{"Inputs":{"input1":[{"Col2":"x"}]}}'

describe('the directory of web services', () => {
  it('takes out of service what is removed from the store', async () => {
    const ml = await startMachineLearning()
    const documents = await ml.store.listBelow(`/workspaces/${ml.workspaceId}`)
    const endpoint = documents.find(({ key }) => key.includes('/endpoints/'))
    await ml.store.transact({ actor: 'test' }, (transaction) => transaction.remove(endpoint?.key ?? ''))
    while (ml.directory.endpointById(ml.endpoint.id) !== undefined)
      await new Promise((resolve) => setImmediate(resolve))
    expect((await ml.score(body)).status).toBe(401)
    expect(ml.directory.endpoints(ml.workspaceId, String(endpoint?.body.webServiceId))).toEqual([])
  })

  it('leaves out a document that it cannot read, logs it, and serves all others', async () => {
    const ml = await startMachineLearning()
    const key = `/workspaces/${ml.workspaceId}/datasets/${'0'.repeat(32)}`
    await ml.store.transact({ actor: 'test' }, (transaction) =>
      transaction.put({ key, collection: `/workspaces/${ml.workspaceId}/datasets`, body: { id: 'damaged' } }),
    )
    const directory = await openWebServiceDirectory({
      store: ml.store,
      modules,
      ...nothingOutside,
      secrets: ml.secrets,
      log: ml.log,
    })
    expect(directory.endpointById(ml.endpoint.id)).toBeDefined()
    expect(ml.log.records.at(-1)).toMatchObject({
      level: 'error',
      message: 'A document could not be read and is not served.',
      fields: { documentKey: key },
    })
    directory.close()
  })

  it('hears nothing any more when it is closed', async () => {
    const ml = await startMachineLearning()
    ml.directory.close()
    const before = ml.directory.endpointById(ml.endpoint.id)
    const documents = await ml.store.listBelow(`/workspaces/${ml.workspaceId}`)
    const endpoint = documents.find(({ key }) => key.includes('/endpoints/'))
    await ml.store.transact({ actor: 'test' }, (transaction) => transaction.remove(endpoint?.key ?? ''))
    await new Promise((resolve) => setImmediate(resolve))
    expect(ml.directory.endpointById(ml.endpoint.id)).toBe(before)
  })
})
