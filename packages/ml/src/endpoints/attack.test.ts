import { toColumnSchema } from '@sluice/dataflow'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { numbers, type PublishedInTest, startWithLearner, type WithLearner } from '../web-services/published.fixture.ts'
import { createTestModel, pairGraph, scoringGraph } from '../web-services/trained-graph.fixture.ts'

let ml: WithLearner
let services: PublishedInTest[]
beforeAll(async () => {
  ml = await startWithLearner()
  const dataset = await ml.putDataset('Census', numbers, [[1, 2]])
  const types = [
    'String',
    'Boolean',
    'Int64',
    'Int16',
    'Byte',
    'Single',
    'DateTime',
    'DateTimeOffset',
    'TimeSpan',
  ] as const
  const every = await ml.putDataset(
    'Types',
    types.map((type) => toColumnSchema(type, type)),
    [],
  )
  const odd = await ml.putDataset(
    'Odd',
    ['__proto__', 'constructor', ''].filter(Boolean).map((name) => toColumnSchema(name, 'String')),
    [],
  )
  const model = await ml.putModel('Census Model', createTestModel(10))
  services = [
    await ml.publish(scoringGraph(dataset, model), { isLabelOptional: true }),
    await ml.publish(pairGraph(every, odd), { name: '__proto__' }),
  ]
})

const names = fc.constantFrom(
  'x',
  'y',
  'input1',
  'left',
  'right',
  'left.String',
  'right.__proto__',
  'Int64',
  '__proto__',
  'constructor',
  'toString',
  'é\u0000',
  '',
)
const cell = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    1e308,
    -1e308,
    5e-324,
    2 ** 53 + 2,
    -(2 ** 63),
    'NaN',
    'Infinity',
    '9'.repeat(400),
    '1e999',
    '\ud800',
    '',
    null,
    '2020-02-30',
    '-99999999.23:59:59',
    '0001-01-01',
    '9999-12-31T23:59:59.9999999Z',
  ),
)
const list = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { maxLength: 4 })
const row = fc.oneof(fc.dictionary(names, cell, { maxKeys: 3 }), list(cell), cell)
const table = fc.oneof(list(row), fc.record({ ColumnNames: list(fc.oneof(names, cell)), Values: list(row) }), cell)
const tensor = fc.oneof(
  fc.record({
    name: fc.oneof(names, cell),
    shape: fc.oneof(list(fc.constantFrom(0, 1, 2, 3, -1, 1.5, 2 ** 52, 2 ** 31)), cell),
    datatype: fc.constantFrom('FP64', 'FP32', 'INT64', 'UINT64', 'INT8', 'BOOL', 'BYTES', 'toString', ''),
    data: fc.oneof(list(fc.oneof(cell, list(cell))), cell),
  }),
  cell,
)
const bodies = {
  '/execute?api-version=2.0&details=true': fc.record(
    {
      Inputs: fc.oneof(fc.dictionary(names, table, { maxKeys: 3 }), cell),
      GlobalParameters: fc.oneof(fc.dictionary(fc.constantFrom('Shift', '__proto__'), cell), cell),
    },
    { requiredKeys: [] },
  ),
  '/invocations': fc.record(
    {
      dataframe_split: fc.oneof(fc.record({ columns: list(names), data: list(row) }), cell),
      dataframe_records: table,
      instances: table,
      inputs: fc.oneof(table, fc.dictionary(names, fc.oneof(list(cell), cell))),
      params: fc.oneof(fc.dictionary(names, cell), cell),
      prompt: cell,
    },
    { requiredKeys: [] },
  ),
  '/v2/models/MODEL/infer': fc.record(
    {
      id: cell,
      inputs: fc.oneof(list(tensor), cell),
      outputs: fc.oneof(list(fc.oneof(fc.record({ name: names }), cell)), cell),
      parameters: fc.oneof(fc.dictionary(names, cell), cell),
    },
    { requiredKeys: ['inputs'] },
  ),
} as const

const send = async (path: string, body: string | Uint8Array, service: PublishedInTest) => {
  const response = await ml.send({
    method: 'POST',
    target: `${service.path}${path.replace('MODEL', encodeURIComponent(service.webService.name))}`,
    headers: ['Authorization', `Bearer ${service.key}`, 'Content-Type', 'application/json'],
    body,
  })
  return { status: response.status, text: response.text() }
}

describe.each(Object.keys(bodies) as (keyof typeof bodies)[])('%s', (path) => {
  const isHandled = ({ status, text }: { status: number; text: string }) => {
    // Whatever is sent is scored or refused in words, and both are JSON.
    expect([200, 400, 413]).toContain(status)
    JSON.parse(text)
  }

  it('answers every body that is nearly right', async () => {
    const property = fc.asyncProperty(bodies[path], fc.nat(1), async (body, index) => {
      isHandled(await send(path, JSON.stringify(body), services[index] as PublishedInTest))
    })
    await fc.assert(property, { seed: 7, numRuns: 600 })
  })

  it('answers every body that is text or bytes', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json().map((json) => json.replace(/\d+/, 'NaN')),
      fc.json().map((json) => json.slice(0, -1)),
    )
    const property = fc.asyncProperty(fc.oneof(text, fc.uint8Array()), fc.nat(1), async (body, index) => {
      isHandled(await send(path, body, services[index] as PublishedInTest))
    })
    await fc.assert(property, { seed: 8, numRuns: 300 })
  })

  it('answers bodies that are nested deeply or long', async () => {
    const [service] = services as [PublishedInTest]
    for (const body of [
      '['.repeat(100_000),
      `{"inputs":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      '{"a":'.repeat(100_000),
      `"${'\\u0000'.repeat(100_000)}"`,
      `{"Inputs":{"input1":[${'{"x":1},'.repeat(20_000)}{}]}}`,
    ]) {
      isHandled(await send(path, body, service))
    }
  })
})
