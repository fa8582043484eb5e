import { tmpdir } from 'node:os'
import { createTableFromRows, sliceRows, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import { createMemoryOutgoing } from '@sluice/platform'
import { beforeAll, describe, expect, it } from 'vitest'
import { provideOnnxAddOn } from '../../../../../tests/support/onnx-add-on.ts'
import {
  classifierOf,
  classifierWithMaps,
  fixedRows,
  images,
  linearRegressor,
  mixedRegressor,
  wholeNumbers,
  writeOnnxModel,
} from '../../onnx/onnx-model.fixture.ts'
import type { Module } from '../module.ts'
import { modelAt, type RunOptions, runModule, tableFrom } from '../run-module.fixture.ts'
import { scoreModel } from '../score/score-model.ts'
import { createImportOnnxModel, importOnnxModel } from './import-onnx-model.ts'

let onnx: Module
beforeAll(async () => {
  onnx = createImportOnnxModel(await provideOnnxAddOn())
}, 300_000)

const asText = (model: Uint8Array) => Buffer.from(model).toString('base64')
const imported = async (model: Uint8Array, settings: object = {}, options: RunOptions = {}) =>
  modelAt(await runModule(onnx, {}, { source: 'text', text: asText(model), ...settings }, options), 'trainedModel')
const score = async (model: Uint8Array, dataset: Table, settings: object = {}) =>
  tableFrom(
    scoreModel,
    { trainedModel: await imported(model, settings), dataset },
    { appendScoreColumns: false },
    { modules: [onnx] },
  )
const doubles = (...names: string[]) => names.map((name) => toColumnSchema(name, 'Double'))
const namesAndTypes = ({ schema }: Table) => schema.map(({ name, type }) => `${name}: ${type}`)

describe('Import ONNX Model', () => {
  it('scores with a regressor', async () => {
    const log: string[] = []
    const dataset = createTableFromRows(doubles('a', 'b', 'c'), [
      [1, 2, 3],
      [0, 0, 0],
      [1, null, 1],
    ])
    const scored = await score(linearRegressor, dataset)
    expect(namesAndTypes(scored)).toEqual(['Scored Labels: Double'])
    expect(toRows(scored)).toEqual([[5.5], [0.5], [null]])
    await imported(linearRegressor, {}, { log })
    expect(log).toEqual(['Inputs: features (float32, 3 a row).', 'Outputs: variable (float32, 1 a row).'])
  })

  it('gives label and probability of two classes, and a column for each of three', async () => {
    const dataset = createTableFromRows(doubles('a', 'b'), [
      [1, 0],
      [0, 1],
    ])
    const two = await score(classifierOf(2), dataset)
    expect(namesAndTypes(two)).toEqual(['Scored Labels: Int64', 'Scored Probabilities: Double'])
    const likely = 1 / (1 + Math.exp(-2))
    expect(toRows(two)).toEqual([
      [10n, expect.closeTo(1 - likely, 6)],
      [20n, expect.closeTo(likely, 6)],
    ])
    const three = await score(classifierOf(3), dataset, { classes: ['ten', 'twenty', 'thirty'] })
    expect(namesAndTypes(three)).toEqual([
      'Scored Probabilities for Class "ten": Double',
      'Scored Probabilities for Class "twenty": Double',
      'Scored Probabilities for Class "thirty": Double',
      'Scored Labels: Int64',
    ])
    await expect(score(classifierOf(3), dataset, { classes: ['ten'] })).rejects.toThrow('3 classes, but 1 are named')
  })

  it('finds the columns of several inputs by their names, texts among them', async () => {
    const schema = [
      toColumnSchema('word', 'String'),
      toColumnSchema('other', 'String'),
      toColumnSchema('size', 'Int32'),
    ]
    const dataset = createTableFromRows(schema, [
      ['ten', 'x', 1],
      ['two', 'x', 2],
      [null, 'x', 3],
    ])
    expect(toRows(await score(mixedRegressor, dataset))).toEqual([[11], [1], [null]])
    expect((await imported(mixedRegressor)).shape.training?.features.map(({ name }) => name)).toEqual(['size', 'word'])
    const lacking = createTableFromRows(schema.slice(0, 2), [['ten', 'x']])
    await expect(score(mixedRegressor, lacking)).rejects.toThrow('Column with name or index "size" not found')
  })

  it('takes the columns that are named, in their order', async () => {
    const dataset = createTableFromRows(doubles('a', 'b', 'c', 'd'), [[9, 3, 2, 1]])
    await expect(score(linearRegressor, dataset)).rejects.toThrow(
      'The input "features" takes 3 values a row, but there are 4 feature columns ("a", "b", "c", "d").',
    )
    expect(toRows(await score(linearRegressor, dataset, { featureColumns: ['d', 'c', 'b'] }))).toEqual([[5.5]])
  })

  it('keeps whole numbers whole, and gives no score without one', async () => {
    const schema = [toColumnSchema('a', 'Int64'), toColumnSchema('b', 'Double')]
    const dataset = createTableFromRows(schema, [
      [9_007_199_254_740_993n, 2.9],
      [1n, null],
    ])
    const scored = await score(wholeNumbers, dataset, { featureColumns: ['a', 'b'] })
    expect(namesAndTypes(scored)).toEqual(['same no.0: Int64', 'same no.1: Int64'])
    expect(toRows(scored)).toEqual([
      [9_007_199_254_740_993n, 2n],
      [null, null],
    ])
  })

  it('appends the scores to the dataset, row by row as all at once', async () => {
    const dataset = createTableFromRows(
      doubles('a', 'b'),
      Array.from({ length: 50 }, (_, row) => [row / 7, 50 / (row + 1)]),
    )
    const trainedModel = await imported(classifierOf(3))
    const whole = await tableFrom(scoreModel, { trainedModel, dataset }, {}, { modules: [onnx] })
    expect(whole.schema).toHaveLength(6)
    for (const row of [0, 13, 49]) {
      const alone = sliceRows(dataset, row, row + 1)
      const scored = await tableFrom(scoreModel, { trainedModel, dataset: alone }, {}, { modules: [onnx] })
      expect(toRows(scored)).toEqual([toRows(whole)[row]])
    }
  })

  it('takes models that score one row at a time, and refuses those that need several', async () => {
    const dataset = createTableFromRows(doubles('a', 'b'), [
      [1, 2],
      [3, 4],
    ])
    expect(toRows(await score(fixedRows(1), dataset))).toEqual([
      [1, 2],
      [3, 4],
    ])
    await expect(imported(fixedRows(4))).rejects.toThrow('takes exactly 4 rows at a time')
  })

  it('says what to do about models that do not suit tables', async () => {
    await expect(imported(classifierWithMaps)).rejects.toThrow('convert the model with zipmap=False')
    await expect(imported(images)).rejects.toThrow('The input "pixels" has 3 dimensions')
    await expect(imported(wholeNumbers)).rejects.toThrow('takes any number of columns: name the feature columns')
    const texts = createTableFromRows([toColumnSchema('a', 'String'), ...doubles('b', 'c')], [['x', 1, 2]])
    await expect(score(linearRegressor, texts)).rejects.toThrow('column "a" holds texts')
  })

  it('refuses what is no model, and what takes parts from other files', async () => {
    await expect(imported(Uint8Array.of(1, 2, 3, 4))).rejects.toThrow(/^Library exception: /)
    await expect(runModule(onnx, {}, { source: 'text', text: '§' })).rejects.toThrow('It is no text in Base64.')
    const path = [...new TextEncoder().encode('\n\u0008location\u0012\u0004/etc')]
    const sly = Uint8Array.from([...linearRegressor, (14 << 3) | 2, path.length, ...path])
    await expect(imported(sly)).rejects.toThrow('Parts of it are in other files')
    const unknown = writeOnnxModel(
      [{ name: 'a', type: 'float32', shape: [null, 1] }],
      [{ name: 'b', type: 'float32', shape: [null, 1] }],
      [{ operator: 'NoSuchThing', inputs: ['a'], outputs: ['b'] }],
    )
    await expect(imported(unknown)).rejects.toThrow('NoSuchThing')
  })

  it('fetches the file from an address, and says where it could not', async () => {
    const outgoing = createMemoryOutgoing(({ url }) =>
      url === 'https://example.org/model.onnx?key=secret'
        ? new Response(new Uint8Array(linearRegressor))
        : new Response('', { status: 404 }),
    )
    const parameters = { url: 'https://example.org/model.onnx?key=secret' }
    const outputs = await runModule(onnx, {}, parameters, { context: { outgoing } })
    expect(modelAt(outputs, 'trainedModel').shape).toEqual({
      kind: 'model',
      learner: 'import-onnx-model',
      task: 'foreign',
    })
    const wrong = runModule(onnx, {}, { url: 'https://example.org/other?key=secret' }, { context: { outgoing } })
    await expect(wrong).rejects.toThrow(
      'Error while downloading the file "https://example.org/other". The answer was 404.',
    )
    await expect(runModule(onnx, {}, { url: 'model.onnx' })).rejects.toThrow('Invalid URI "model.onnx" is passed.')
  })

  it('says how to add the runtime where it is not there', async () => {
    const bare = createImportOnnxModel(tmpdir())
    const parameters = { source: 'text', text: asText(linearRegressor) }
    await expect(runModule(bare, {}, parameters)).rejects.toThrow('Run `npx sluice add onnx` on this machine')
    const trainedModel = await imported(linearRegressor)
    const dataset = createTableFromRows(doubles('a', 'b', 'c'), [[1, 2, 3]])
    await expect(tableFrom(scoreModel, { trainedModel, dataset }, {}, { modules: [bare] })).rejects.toThrow(
      'sluice add onnx',
    )
    expect(importOnnxModel.id).toBe('import-onnx-model')
  })
})
