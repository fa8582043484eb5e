import { AppError } from '@sluice/contracts'
import { toColumnSchema, toRows } from '@sluice/dataflow'
import { createMemoryBlobs, createMemoryOutgoing } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { packValue } from '../../artifacts/pack.ts'
import { exampleTable, trained } from '../../learning/learning.fixture.ts'
import { untrainedModel } from '../../learning/untrained-model.ts'
import { linearRegression } from '../initialize/linear-regression.ts'
import type { Packable } from '../port-values.ts'
import { modelAt, runModule, shapesFrom, tableFrom } from '../run-module.fixture.ts'
import { scoreModel } from '../score/score-model.ts'
import { loadTrainedModel } from './load-trained-model.ts'

const url = 'https://store.example/models/m.ilearner?sig=secret'
const load = async (answer: () => Response | Promise<Response>) =>
  modelAt(
    await runModule(loadTrainedModel, {}, { url }, { context: { outgoing: createMemoryOutgoing(answer) } }),
    'trainedModel',
  )
const packed = (value: unknown) => () => new Response(Buffer.from(packValue(value as Packable)))

describe('Load Trained Model', () => {
  it('reads a model that scores as it did when it was written', async () => {
    const table = exampleTable(20, toColumnSchema('label', 'Double'), (score) => score)
    const model = await trained(linearRegression, table)
    const score = async (trainedModel: typeof model) =>
      toRows(await tableFrom(scoreModel, { trainedModel, dataset: table }, {}, { modules: [linearRegression] }))
    expect(await score(await load(packed(model)))).toEqual(await score(model))
  })

  it.each<[string, () => Response | Promise<Response>, string]>([
    [
      'an answer that is an error',
      () => new Response('', { status: 404 }),
      'Error while downloading the file "https://store.example/models/m.ilearner". The answer was 404.',
    ],
    [
      'no answer',
      () => Promise.reject(new AppError('OutgoingCallFailed', { url: 'x', reason: 'nobody is there' })),
      'Error while downloading the file "https://store.example/models/m.ilearner". ',
    ],
    ['another file', () => new Response('a,b\n1,2'), 'It is no file that this program wrote.'],
    ['a file without a model', packed({ kind: 'transformation' }), 'It holds no model.'],
    [
      'a model that is not trained',
      packed(untrainedModel('linear-regression', 'regression', {})),
      '"https://store.example/models/m.ilearner" is an untrained model; use a trained model.',
    ],
  ])('refuses %s, without telling the signature', async (_, answer, message) => {
    const failure = await load(answer).then(
      () => '',
      (error: Error) => error.message,
    )
    expect(failure).toContain(message)
    expect(failure).not.toContain('secret')
  })

  it('knows nothing of the model without a run, and takes addresses of the web only', async () => {
    expect(shapesFrom(loadTrainedModel, {}, { url })).toEqual({ trainedModel: undefined })
    for (const wrong of ['file:///etc/passwd', '']) {
      expect(() => shapesFrom(loadTrainedModel, {}, { url: wrong })).toThrow(`Invalid URI "${wrong}" is passed.`)
      await expect(runModule(loadTrainedModel, {}, { url: wrong })).rejects.toThrow(`Invalid URI "${wrong}" is passed.`)
    }
    expect(loadTrainedModel.isCached({})).toBe(false)
  })
})

describe('Load Trained Model from blob storage', () => {
  const key = 'c2VjcmV0'
  const fromBlob = { source: 'blob', accountName: 'acct', accountKey: key, path: 'models/in/m.ilearner' }
  const address = 'https://acct.blob.core.windows.net/models'

  async function storage(value: Packable) {
    const blobs = createMemoryBlobs({ containers: [address], keys: { acct: key } })
    const container = await blobs.openContainer({ by: 'key', account: 'acct', key, container: 'models' })
    await container.write(
      'in/m.ilearner',
      (async function* () {
        const bytes = packValue(value)
        yield bytes.subarray(0, 100)
        yield bytes.subarray(100)
      })(),
    )
    return { context: { blobs } }
  }

  it('reads it by the key of the account, or by an address with a signature', async () => {
    const table = exampleTable(20, toColumnSchema('label', 'Double'), (score) => score)
    const model = await trained(linearRegression, table)
    const options = await storage(model as unknown as Packable)
    const byAddress = {
      source: 'blob',
      authenticationType: 'public-or-sas',
      uri: `${address}/in/m.ilearner?sig=secret`,
    }
    for (const parameters of [fromBlob, byAddress]) {
      const loaded = modelAt(await runModule(loadTrainedModel, {}, parameters, options), 'trainedModel')
      expect(loaded).toEqual(model)
    }
    expect(shapesFrom(loadTrainedModel, {}, fromBlob)).toEqual({ trainedModel: undefined })
  })

  it.each([
    [{ path: 'models/none' }, `Error while downloading the file "models/none". There is no blob ${address}/none.`],
    [{ path: 'other/m' }, 'There is no container https://acct.blob.core.windows.net/other.'],
    [{ path: 'models' }, 'The path names no blob.'],
    [{ accountKey: 'd3Jvbmc=' }, 'Storage account key for "acct" is specified incorrectly.'],
    [{}, `${address}/in/m.ilearner contains invalid data. It holds no model.`],
  ])('refuses %j', async (parameters, message) => {
    const run = runModule(loadTrainedModel, {}, { ...fromBlob, ...parameters }, await storage({ kind: 'none' }))
    await expect(run).rejects.toThrow(message)
  })
})
