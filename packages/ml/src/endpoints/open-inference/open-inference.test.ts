import { toColumnSchema } from '@sluice/dataflow'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  numbers,
  type PublishedInTest,
  startWithLearner,
  type WithLearner,
} from '../../web-services/published.fixture.ts'
import { createTestModel, pairGraph, scoringGraph } from '../../web-services/trained-graph.fixture.ts'

let ml: WithLearner
let census: PublishedInTest
let types: PublishedInTest
const everyType = [
  toColumnSchema('text', 'String'),
  toColumnSchema('flag', 'Boolean'),
  toColumnSchema('big', 'Int64'),
  toColumnSchema('small', 'Byte'),
  toColumnSchema('single', 'Single'),
  toColumnSchema('time', 'DateTime'),
]
beforeAll(async () => {
  ml = await startWithLearner()
  const dataset = await ml.putDataset('Census', numbers, [[1, 2]])
  census = await ml.publish(scoringGraph(dataset, await ml.putModel('Census Model', createTestModel(10))))
  const left = await ml.putDataset('Types', everyType, [])
  types = await ml.publish(pairGraph(left, dataset), { name: 'Pair of tables' })
})

const call = (service: PublishedInTest, method: string, path: string, body?: unknown) =>
  ml.send({
    method,
    target: `${service.path}${path}`,
    headers: ['Authorization', `Bearer ${service.key}`, 'Content-Type', 'application/json'],
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
const infer = (body: unknown, model = 'Census') => call(census, 'POST', `/v2/models/${model}/infer`, body)
const tensor = (name: string, data: unknown, shape = [2], datatype = 'FP64') => ({ name, shape, datatype, data })
const rows = [tensor('x', [1, 2]), tensor('y', [0, null])]
const scored = {
  model_name: 'Census',
  model_version: 'default',
  outputs: [
    { name: 'x', shape: [2], datatype: 'FP64', data: [1, 2] },
    { name: 'y', shape: [2], datatype: 'FP64', data: [0, null] },
    { name: 'Scored Labels', shape: [2], datatype: 'FP64', data: [11, 12] },
  ],
}

describe('inference by the Open Inference Protocol', () => {
  it('takes one tensor a column and answers with one a column', async () => {
    const response = await infer({ inputs: rows })
    expect(response.json()).toEqual(scored)
    expect(response.status).toBe(200)
  })

  it.each([
    ['columns of one cell a row', [tensor('x', [[1], [2]], [2, 1]), tensor('y', [0, null], [2, 1])]],
    [
      'the whole table, nested',
      [
        tensor(
          'input1',
          [
            [1, 0],
            [2, null],
          ],
          [2, 2],
        ),
      ],
    ],
    ['the whole table, flat', [tensor('input1', [1, 0, 2, null], [2, 2])]],
    ['another number type', [tensor('x', [1, 2], [2], 'INT8'), tensor('y', ['0', ''], [2], 'BYTES')]],
  ])('takes %s', async (_, inputs) => {
    expect((await infer({ inputs })).json()).toEqual(scored)
  })

  it('echoes the id and gives only the outputs that are asked for', async () => {
    const response = await infer({ id: 'é"1', inputs: rows, outputs: [{ name: 'Scored Labels', parameters: {} }] })
    expect(response.json()).toEqual({ ...scored, id: 'é"1', outputs: [scored.outputs[2]] })
    expect((await infer({ inputs: rows, outputs: [{ name: 'output1' }] })).json()).toEqual(scored)
    expect((await infer({ inputs: rows, outputs: [] })).json()).toEqual(scored)
  })

  it('sets web-service parameters, and passes over parameters of others', async () => {
    const response = await infer({ parameters: { Shift: 100, content_type: 'pd' }, inputs: rows })
    expect((response.json() as typeof scored).outputs[2]?.data).toEqual([111, 112])
  })

  it('knows the model by the names and ids that belong to the address', async () => {
    for (const model of ['Census', 'default', census.endpoint.id, census.webService.id, 'Census/versions/default']) {
      expect((await infer({ inputs: rows }, model)).status).toBe(200)
    }
    const unknown = await infer({ inputs: rows }, 'census')
    expect([unknown.status, unknown.json()]).toEqual([
      404,
      { error: "There is no model 'census' at this address, only 'Census'." },
    ])
    const version = await infer({ inputs: rows }, 'Census/versions/2')
    expect([version.status, version.json()]).toEqual([
      404,
      { error: "There is no model 'Census/2' at this address, only version 'default'." },
    ])
  })

  it('takes and gives every type without a way over text, and names tables where there are several', async () => {
    const inputs = [
      tensor('left.text', ['ü"', null], [2], 'BYTES'),
      tensor('left.flag', [true, false], [2], 'BOOL'),
      '{BIG}',
      tensor('left.small', [0, 255], [2], 'UINT8'),
      tensor('left.single', [0.5, 'Infinity'], [2], 'FP32'),
      tensor('left.time', ['2020-01-02T03:04:05', null], [2], 'BYTES'),
      tensor('right.x', [1e300], [1]),
      tensor('right.y', [-0.1], [1]),
    ]
    const big = '{"name":"left.big","shape":[2],"datatype":"INT64","data":[9007199254740993,-9223372036854775808]}'
    const body = JSON.stringify({ inputs }).replace('"{BIG}"', big)
    const response = await call(types, 'POST', '/v2/models/Pair%20of%20tables/infer', body)
    expect(response.status).toBe(200)
    expect(response.text()).toBe(
      '{"model_name":"Pair of tables","model_version":"default","outputs":[' +
        [
          '{"name":"first.text","shape":[2],"datatype":"BYTES","data":["ü\\"",null]}',
          '{"name":"first.flag","shape":[2],"datatype":"BOOL","data":[true,false]}',
          '{"name":"first.big","shape":[2],"datatype":"INT64","data":[9007199254740993,-9223372036854775808]}',
          '{"name":"first.small","shape":[2],"datatype":"UINT8","data":[0,255]}',
          '{"name":"first.single","shape":[2],"datatype":"FP32","data":[0.5,null]}',
          '{"name":"first.time","shape":[2],"datatype":"BYTES","data":["2020-01-02T03:04:05.000",null]}',
          '{"name":"second.x","shape":[1],"datatype":"FP64","data":[1e+300]}',
          '{"name":"second.y","shape":[1],"datatype":"FP64","data":[-0.1]}',
        ].join(',') +
        ']}',
    )
  })

  it.each([
    [
      'no JSON',
      '{"inputs"',
      'No request body provided or error in deserializing the request body. line 1, column 10: The text ends too early.',
    ],
    ['a list', [], 'The inference request is invalid: the body must be a JSON object'],
    ['no inputs', { id: 'a' }, 'The inference request is invalid: inputs must be a list'],
    ['a number as id', { id: 1, inputs: rows }, 'The inference request is invalid: id must be a string'],
    ['a tensor without a name', { inputs: [{}] }, 'The inference request is invalid: inputs[0].name must be a string'],
    [
      'no shape',
      { inputs: [{ name: 'x' }] },
      "The inference request is invalid: inputs[0] ('x'): shape must be a list of whole numbers that are not negative",
    ],
    [
      'an unknown data type',
      { inputs: [tensor('x', [1], [1], 'FP65')] },
      "The inference request is invalid: inputs[0] ('x'): datatype must be one of BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, FP32, FP64, BYTES",
    ],
    [
      'too few elements',
      { inputs: [tensor('x', [1])] },
      "The inference request is invalid: inputs[0] ('x'): data has 1 element(s) where the shape [2] has 2",
    ],
    [
      'lists of another shape',
      { inputs: [tensor('x', [[1, 2]], [2, 1])] },
      "The inference request is invalid: inputs[0] ('x'): the lists of data do not have the shape [2, 1]",
    ],
    [
      'elements of another type',
      { inputs: [tensor('x', [1, 'a'])] },
      "The inference request is invalid: inputs[0] ('x'): 1 element(s) are no FP64 inputs[0].data[1]: 'a' is no FP64.",
    ],
    [
      'an unknown tensor',
      { inputs: [...rows, tensor('z', [1, 2])] },
      "The inference request is invalid: there is no tensor 'z'; there are 'x', 'y'",
    ],
    ['a tensor twice', { inputs: [...rows, rows[0]] }, "The inference request is invalid: the tensor 'x' stands twice"],
    [
      'a column left out',
      { inputs: [rows[0]] },
      "The input has 1 column(s), but the schema of the web service has 2. (input1) input1: Missing column(s): 'y'.",
    ],
    [
      'columns of several lengths',
      { inputs: [rows[0], tensor('y', [1], [1])] },
      'The inference request is invalid: the columns do not have the same number of rows y: The shape is [1] where [2] or [2, 1] is expected.',
    ],
    [
      'a cell that cannot be read',
      { inputs: [rows[0], tensor('y', ['a', '1'], [2], 'BYTES')] },
      "Parsing of input vector failed.  Verify the input vector has the correct number of columns and data types.  Additional details: column 'y', row 1: 'a' cannot be read as Double. (input1) column 'y', row 1: 'a' cannot be read as Double.",
    ],
    [
      'an unknown output',
      { inputs: rows, outputs: [{ name: 'z' }] },
      "The inference request is invalid: there is no tensor 'z'; there are 'x', 'y', 'Scored Labels', 'output1'",
    ],
    [
      'a parameter that is a list',
      { inputs: rows, parameters: { a: [] } },
      'The inference request is invalid: parameters must be strings, numbers or booleans, which a are not',
    ],
    [
      'a parameter that its rule refuses',
      { inputs: rows, parameters: { Shift: 'a' } },
      'The parameter value supplied does not satisfy the parameter rule on the parameter (Shift) Shift: Test Score: Invalid input: expected number, received string',
    ],
  ])('refuses %s with the place of the fault', async (_, body, error) => {
    const response = await infer(body)
    expect([response.status, response.json()]).toEqual([400, { error }])
  })

  it('asks for the endpoint’s key, and answers other methods in its own form', async () => {
    const unauthorized = await ml.send({ method: 'POST', target: `${census.path}/v2/models/Census/infer`, body: '{}' })
    expect([unauthorized.status, unauthorized.json()]).toEqual([401, { error: 'Invalid credentials provided.' }])
    const other = await call(census, 'PUT', '/v2/models/Census/infer')
    expect([other.status, other.json()]).toEqual([405, { error: 'The method PUT cannot be used here; allowed: POST.' }])
  })
})

describe('what the protocol tells of server and model', () => {
  it.each([
    ['/v2', 200, { name: 'sluice', version: '0.0.0-test', extensions: [] }],
    ['/v2/health/live', 200, { live: true, ready: true }],
    ['/v2/health/ready', 200, { live: true, ready: true }],
    ['/v2/models/Census/ready', 200, { name: 'Census', ready: true }],
    ['/v2/models/Census/versions/default/ready', 200, { name: 'Census', ready: true }],
    [
      '/v2/models/Census',
      200,
      {
        name: 'Census',
        versions: ['default'],
        platform: 'sluice',
        inputs: [
          { name: 'x', datatype: 'FP64', shape: [-1] },
          { name: 'y', datatype: 'FP64', shape: [-1] },
        ],
        outputs: [
          { name: 'x', datatype: 'FP64', shape: [-1] },
          { name: 'y', datatype: 'FP64', shape: [-1] },
          { name: 'Scored Labels', datatype: 'FP64', shape: [-1] },
        ],
      },
    ],
    ['/v2/models/other', 404, { error: "There is no model 'other' at this address, only 'Census'." }],
  ])('GET %s', async (path, status, body) => {
    const response = await ml.send({ target: `${census.path}${path}` })
    expect([response.status, response.json()]).toEqual([status, body])
  })

  it('is 404 where there is no endpoint', async () => {
    const response = await ml.send({
      target: `/workspaces/${ml.workspaceId}/services/${'0'.repeat(32)}/v2/health/live`,
    })
    expect(response.status).toBe(404)
  })
})
