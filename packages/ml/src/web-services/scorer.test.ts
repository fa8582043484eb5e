import { experimentGraph, type WebServiceDefinition } from '@sluice/contracts'
import { createTableFromRows, toColumnSchema, toRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { modules } from '../modules/index.ts'
import { createSchemaContext } from '../modules/module-context.ts'
import { tableFrom } from '../modules/run-module.fixture.ts'
import { describeWebService } from './describe-web-service.ts'
import { createScorerServices } from './scorer.fixture.ts'
import { compileScorer } from './scorer.ts'

const text = toColumnSchema('text', 'String')
const stored = createTableFromRows([toColumnSchema('id', 'Int32'), text], [[1, 'stored words']])
const services = createScorerServices({ ['d'.repeat(32)]: stored })
const context = createSchemaContext(modules, services)
const rowsOf = (...texts: string[]) =>
  createTableFromRows(
    [text],
    texts.map((value) => [value]),
  )

interface GraphOptions {
  readonly links?: Record<string, string>
  readonly parameters?: object[]
  readonly hash?: object
}

/** Dataset → select `text` → hash; callers enter before the hashing, the result and the stored table are given. */
function publish({
  links = {},
  parameters = [],
  hash = { bitsize: 2, nGrams: 1 },
}: GraphOptions = {}): WebServiceDefinition {
  const graph = experimentGraph.parse({
    nodes: [
      { id: 'd', module: 'saved-dataset', parameters: { datasetId: 'd'.repeat(32) } },
      {
        id: 's',
        module: 'select-columns-in-dataset',
        parameters: { columns: { rules: [{ action: 'include', by: 'names', names: ['text'] }] } },
      },
      { id: 'h', module: 'feature-hashing', parameters: hash, webServiceParameters: links },
      { id: 'i', module: 'web-service-input' },
      { id: 'o', module: 'web-service-output' },
      { id: 'p', module: 'web-service-output', parameters: { name: 'stored' } },
    ],
    edges: [
      { from: { node: 'd', port: 'dataset' }, to: { node: 's', port: 'dataset' } },
      { from: { node: 's', port: 'resultsDataset' }, to: { node: 'h', port: 'dataset' } },
      { from: { node: 'i', port: 'data' }, to: { node: 'h', port: 'dataset' } },
      { from: { node: 'h', port: 'transformedDataset' }, to: { node: 'o', port: 'data' } },
      { from: { node: 's', port: 'resultsDataset' }, to: { node: 'p', port: 'data' } },
    ],
    webServiceParameters: parameters,
  })
  return describeWebService(graph, modules, context)
}

/** Callers' texts become whole numbers. */
async function compileConversion() {
  const graph = experimentGraph.parse({
    nodes: [
      { id: 'd', module: 'saved-dataset', parameters: { datasetId: 'd'.repeat(32) } },
      {
        id: 'e',
        module: 'edit-metadata',
        parameters: {
          columns: { rules: [{ action: 'include', by: 'names', names: ['text'] }] },
          dataType: 'integer',
        },
      },
      { id: 'i', module: 'web-service-input' },
      { id: 'o', module: 'web-service-output' },
    ],
    edges: [
      { from: { node: 'd', port: 'dataset' }, to: { node: 'e', port: 'dataset' } },
      { from: { node: 'i', port: 'data' }, to: { node: 'e', port: 'dataset' } },
      { from: { node: 'e', port: 'resultsDataset' }, to: { node: 'o', port: 'data' } },
    ],
  })
  return compileScorer(describeWebService(graph, modules, context), services)
}

const compile = (options?: GraphOptions) => compileScorer(publish(options), services)

/** Callers' rows are scored by a model that is loaded, or go along with it, where it comes out. */
function describeLoading(parameters: object, output: { node: string; port: string }) {
  const graph = experimentGraph.parse({
    nodes: [
      { id: 'd', module: 'saved-dataset', parameters: { datasetId: 'd'.repeat(32) } },
      { id: 'l', module: 'load-trained-model', parameters: { url: 'https://example.org/m.ilearner', ...parameters } },
      { id: 's', module: 'score-model' },
      { id: 'i', module: 'web-service-input' },
      { id: 'o', module: 'web-service-output' },
      { id: 'p', module: 'web-service-output', parameters: { name: 'output2' } },
    ],
    edges: [
      { from: { node: 'd', port: 'dataset' }, to: { node: 's', port: 'dataset' } },
      { from: { node: 'i', port: 'data' }, to: { node: 's', port: 'dataset' } },
      { from: { node: 'l', port: 'trainedModel' }, to: { node: 's', port: 'trainedModel' } },
      { from: { node: 's', port: 'scoredDataset' }, to: { node: 'o', port: 'data' } },
      { from: output, to: { node: 'p', port: 'data' } },
    ],
  })
  return describeWebService(graph, modules, context)
}

describe('describing a web service', () => {
  it('refuses a module that may not be in a request-response service, unless batch execution alone can call it', () => {
    const scores = { node: 's', port: 'scoredDataset' }
    expect(() => describeLoading({}, scores)).toThrow(
      'nodes[1]: Load Trained Model (l): A request-response service may not contain it. Set "Allow to use in RRS"',
    )
    expect(describeLoading({ allowInRrs: true }, scores).outputs).toHaveLength(2)
    expect(describeLoading({}, { node: 'l', port: 'trainedModel' }).outputs).toHaveLength(2)
  })

  it('gives the columns of its inputs and outputs, and its parameters', () => {
    const definition = publish({
      links: { bitsize: 'Bits', nGrams: 'Words' },
      parameters: [
        { name: 'Bits', description: 'How many' },
        { name: 'Words', defaultValue: 1 },
      ],
    })
    expect(definition.inputs).toEqual([{ name: 'input1', schema: [text], description: '' }])
    expect(definition.outputs.map(({ name, schema }) => [name, schema?.map((column) => column.name)])).toEqual([
      ['output1', ['text', ...[1, 2, 3, 4].map((index) => `text - Hashing feature ${index}`)]],
      ['stored', ['text']],
    ])
    expect(definition.parameters).toEqual([
      { name: 'Bits', type: 'integer', description: 'How many' },
      { name: 'Words', type: 'integer', description: '', defaultValue: 1 },
    ])
  })

  it('names every fault of the experiment', () => {
    expect(() => publish({ hash: { bitsize: 99, words: 1 } })).toThrow(
      'The web service package graph is invalid. Details: nodes[2].parameters.bitsize: Feature Hashing (h): Too big: expected number to be <=31 nodes[2].parameters: Feature Hashing (h): Unrecognized key: "words"',
    )
    expect(() => publish({ hash: { bitsize: 20 } })).toThrow('exceeds allowed limit')
  })
})

/** Callers' texts become features by a vocabulary that is stored, and this vocabulary, where it is wanted. */
async function compileNgrams(givesVocabulary: boolean) {
  const [vocabularyId, datasetId] = ['e'.repeat(32), 'd'.repeat(32)]
  const learning = { minimumDocumentFrequency: 1, selectsFeatures: false }
  const vocabulary = await tableFrom(modules['extract-n-gram-features-from-text'], { dataset: stored }, learning, {
    port: 'resultVocabulary',
  })
  const holding = createScorerServices({ [datasetId]: stored, [vocabularyId]: vocabulary })
  const graph = experimentGraph.parse({
    nodes: [
      { id: 'd', module: 'saved-dataset', parameters: { datasetId } },
      { id: 'v', module: 'saved-dataset', parameters: { datasetId: vocabularyId } },
      { id: 'n', module: 'extract-n-gram-features-from-text', parameters: { vocabularyMode: 'read-only' } },
      { id: 'i', module: 'web-service-input' },
      { id: 'o', module: 'web-service-output' },
      ...(givesVocabulary ? [{ id: 'p', module: 'web-service-output', parameters: { name: 'words' } }] : []),
    ],
    edges: [
      { from: { node: 'd', port: 'dataset' }, to: { node: 'n', port: 'dataset' } },
      { from: { node: 'i', port: 'data' }, to: { node: 'n', port: 'dataset' } },
      { from: { node: 'v', port: 'dataset' }, to: { node: 'n', port: 'inputVocabulary' } },
      { from: { node: 'n', port: 'resultsDataset' }, to: { node: 'o', port: 'data' } },
      ...(givesVocabulary ? [{ from: { node: 'n', port: 'resultVocabulary' }, to: { node: 'p', port: 'data' } }] : []),
    ],
  })
  return compileScorer(describeWebService(graph, modules, createSchemaContext(modules, holding)), holding)
}

describe('a scorer', () => {
  it('is no work row by row as soon as something comes out that no row decides', async () => {
    expect(await (await compileNgrams(false)).describe({})).toMatchObject({ isRowWise: true })
    expect(await (await compileNgrams(true)).describe({})).toMatchObject({ isRowWise: false })
  })

  it('names the row of a fault among all rows of the call', async () => {
    const { score } = await compileConversion()
    expect(() => score({ input1: rowsOf('1', '2', 'three') }, {})).toThrow(
      'Could not convert "three" in column "text", row 3, to type Int32.',
    )
  })

  it('scores callers’ rows, and gives what does not depend on them as well', async () => {
    const results = await (await compile()).score({ input1: rowsOf('a a a', '') }, {})
    const [row = []] = toRows(results.output1 ?? stored)
    expect(row[0]).toBe('a a a')
    expect(row.slice(1).sort()).toEqual([0, 0, 0, 3])
    expect(toRows(results.stored ?? stored)).toEqual([['stored words']])
  })

  it('gives the same rows in any number of calls', async () => {
    const scorer = await compile()
    const texts = ['one two', 'two three', 'three', '']
    const whole = toRows((await scorer.score({ input1: rowsOf(...texts) }, {})).output1 ?? stored)
    const single = []
    for (const value of texts)
      single.push(...toRows((await scorer.score({ input1: rowsOf(value) }, {})).output1 ?? stored))
    expect(single).toEqual(whole)
  })

  it('names the input that is missing', async () => {
    const scorer = await compile()
    expect(() => scorer.score({}, {})).toThrow(
      expect.objectContaining({ code: 'MissingRequestInput', target: 'input1' }),
    )
  })

  const parametric = () =>
    compile({
      links: { bitsize: 'Bits', nGrams: 'Words' },
      parameters: [{ name: 'Bits' }, { name: 'Words', defaultValue: '1' }],
    })
  const widthWith = async (parameters: Record<string, unknown>) => {
    const scorer = await parametric()
    return ((await scorer.score({ input1: rowsOf('a b') }, parameters)).output1 ?? stored).schema.length - 1
  }

  it('takes web-service parameters, as text too, and their defaults', async () => {
    expect(await widthWith({ Bits: '3' })).toBe(8)
    expect(await widthWith({ Bits: 1, Words: null })).toBe(2)
    const scorer = await parametric()
    const sum = async (Words: string) =>
      toRows((await scorer.score({ input1: rowsOf('a b') }, { Bits: '5', Words })).output1 ?? stored)[0]
        ?.slice(1)
        .reduce<number>((total, cell) => total + Number(cell), 0)
    expect([await sum('1'), await sum('2'), await sum('1'), await sum('0')]).toEqual([2, 3, 2, 0])
  })

  it.each([
    [{}, 'MissingRequiredGlobalParameters', 'Bits'],
    [{ Bits: 3, bits: 3 }, 'UnexpectedParameter', 'bits'],
    [{ Bits: 'x' }, 'BadParameterValue', 'Bits'],
    [{ Bits: '32' }, 'BadParameterValue', 'Bits'],
    [{ Bits: '30' }, 'TooManyColumns', 'Feature Hashing'],
  ])('refuses the parameters %j', async (parameters, code, target) => {
    await expect(widthWith(parameters)).rejects.toThrow(expect.objectContaining({ code, target }))
  })

  it('stays right when more sets of parameters come than are kept', async () => {
    const scorer = await compile({ links: { bitsize: 'Bits' }, parameters: [{ name: 'Bits' }] })
    const bits = [...Array(16).keys(), ...Array(16).keys()].map((index) => index + 1)
    const widths = []
    for (const Bits of bits)
      widths.push(((await scorer.score({ input1: rowsOf('a') }, { Bits })).output1 ?? stored).schema.length)
    expect(widths).toEqual(bits.map((size) => 2 ** size + 1))
  })

  it('ends when it is told to between two modules', async () => {
    const stop = () => {
      throw new Error('stopped')
    }
    const scorer = await compile()
    expect(() => scorer.score({ input1: rowsOf('a') }, {}, stop)).toThrow('stopped')
  })

  it('says that a dataset is gone', async () => {
    const definition = publish()
    await expect(compileScorer(definition, createScorerServices({}))).rejects.toThrow(
      `Input "${'d'.repeat(32)}" is null or empty`,
    )
  })
})
