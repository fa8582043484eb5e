import { AppError } from '@sluice/contracts'
import { toColumnSchema, toRows } from '@sluice/dataflow'
import { createMemoryOutgoing } from '@sluice/platform'
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

  it('knows nothing of the model without a run, and takes addresses of the web only', () => {
    expect(shapesFrom(loadTrainedModel, {}, { url })).toEqual({ trainedModel: undefined })
    expect(loadTrainedModel.parameters.safeParse({ url: 'file:///etc/passwd' }).success).toBe(false)
    expect(loadTrainedModel.parameters.safeParse({}).success).toBe(false)
    expect(loadTrainedModel.isCached({})).toBe(false)
  })
})
