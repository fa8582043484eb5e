import { beforeAll, describe, expect, it } from 'vitest'
import {
  numbers,
  type PublishedInTest,
  startWithLearner,
  type WithLearner,
} from '../../web-services/published.fixture.ts'
import { createTestModel, pairGraph, scoringGraph } from '../../web-services/trained-graph.fixture.ts'
import { parseCsv } from './parse-csv.ts'

let ml: WithLearner
let census: PublishedInTest
let pair: PublishedInTest
let lenient: PublishedInTest
beforeAll(async () => {
  ml = await startWithLearner()
  const dataset = await ml.putDataset('Census', numbers, [[1, 2]])
  const graph = scoringGraph(dataset, await ml.putModel('Census Model', createTestModel(10)))
  census = await ml.publish(graph)
  lenient = await ml.publish(graph, { isLabelOptional: true })
  pair = await ml.publish(pairGraph(dataset, dataset))
})

const invoke = (body: unknown, service = census, contentType: string | null = 'application/json') =>
  ml.send({
    method: 'POST',
    target: `${service.path}/invocations`,
    headers: ['Authorization', `Bearer ${service.key}`, ...(contentType === null ? [] : ['Content-Type', contentType])],
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const predictions = [
  { x: 1, y: 0, 'Scored Labels': 11 },
  { x: 2, y: null, 'Scored Labels': 12 },
]

describe('MLflow’s invocations', () => {
  it.each([
    [
      'dataframe_split',
      {
        columns: ['y', 'x'],
        index: [0, 1],
        data: [
          [0, 1],
          [null, 2],
        ],
      },
    ],
    ['dataframe_records', [{ x: 1, y: 0 }, { x: 2 }]],
    [
      'instances',
      [
        { x: 1, y: 0 },
        { x: 2, y: null },
      ],
    ],
    [
      'instances',
      [
        [1, 0],
        [2, null],
      ],
    ],
    ['inputs', { x: [1, 2], y: [[0], [null]] }],
    [
      'inputs',
      [
        [1, '0'],
        ['2', ''],
      ],
    ],
  ])('takes %s', async (form, data) => {
    const response = await invoke({ [form]: data })
    expect([response.status, response.json()]).toEqual([200, { predictions }])
  })

  it.each(['text/csv', 'text/csv; charset=utf-8', 'TEXT/CSV;charset="UTF-8"'])('takes %s', async (contentType) => {
    const response = await invoke('x,y\r\n1,0\r\n"2",\r\n', census, contentType)
    expect([response.status, response.json()]).toEqual([200, { predictions }])
  })

  it('takes bare NaN, and web-service parameters as params', async () => {
    const response = await invoke('{"params":{"Shift":1},"inputs":{"x":[1],"y":[NaN]}}')
    expect(response.json()).toEqual({ predictions: [{ x: 1, y: null, 'Scored Labels': 12 }] })
  })

  it('gives the outputs of several by their names, and takes as many inputs', async () => {
    const response = await invoke({ inputs: { left: { x: [1], y: [2] }, right: [[3, 4]] } }, pair)
    expect(response.json()).toEqual({ predictions: { first: [{ x: 1, y: 2 }], second: [{ x: 3, y: 4 }] } })
    expect((await invoke({ inputs: { left: [] } }, pair)).json()).toMatchObject({
      message: expect.stringContaining('(right)'),
    })
  })

  it('may do without the label where the endpoint says so', async () => {
    const expected = { predictions: [{ x: 1, y: null, 'Scored Labels': 11 }] }
    for (const body of [{ inputs: { x: [1] } }, { instances: [[1]] }, { dataframe_records: [{ x: 1 }] }]) {
      expect((await invoke(body, lenient)).json()).toEqual(expected)
    }
    expect((await invoke({ inputs: { x: [1] } })).status).toBe(400)
  })

  it.each([
    ['a list', [1], 'BAD_REQUEST', 'Invalid input: The body must be a JSON object, not a list or a single value.'],
    [
      'none of the forms',
      { Inputs: {} },
      'BAD_REQUEST',
      'Invalid input: The body must have exactly one of dataframe_split, dataframe_records, instances, inputs.',
    ],
    [
      'two of the forms',
      { inputs: [], instances: [] },
      'BAD_REQUEST',
      'Invalid input: The body must have exactly one of dataframe_split, dataframe_records, instances, inputs; it has instances, inputs.',
    ],
    ['odd params', { inputs: [], params: [] }, 'BAD_REQUEST', "Invalid input: 'params' must be an object."],
    [
      'unknown params',
      { inputs: [], params: { a: 1 } },
      'BAD_REQUEST',
      'Unexpected parameters provided. Verify all parameter names are spelled correctly, only expected parameters are passed, and try again. (a)',
    ],
    [
      'a wrong value',
      { inputs: { x: ['a'], y: [1] } },
      'INVALID_PARAMETER_VALUE',
      "Parsing of input vector failed.  Verify the input vector has the correct number of columns and data types.  Additional details: column 'x', row 1: 'a' cannot be read as Double. (input1) column 'x', row 1: 'a' cannot be read as Double.",
    ],
    [
      'columns of several lengths',
      { inputs: { x: [1, 2], y: [1] } },
      'INVALID_PARAMETER_VALUE',
      'Input data does not match input port schema. (input1) y: The column does not have 2 value(s), as the first has.',
    ],
    [
      'a split without data',
      { dataframe_split: {} },
      'INVALID_PARAMETER_VALUE',
      'Input data does not match input port schema. (input1) dataframe_split: It must be an object with the lists columns and data.',
    ],
    [
      'a prompt for a table',
      { prompt: 'Hello' },
      'INVALID_PARAMETER_VALUE',
      "The input has 1 column(s), but the schema of the web service has 2. (input1) input1: Missing column(s): 'x', 'y'. input1: Unknown column(s): 'prompt'.",
    ],
  ])('refuses %s', async (_, body, code, message) => {
    const response = await invoke(body)
    expect([response.status, response.json()]).toEqual([400, { error_code: code, message, stack_trace: '' }])
  })

  it.each(['text/plain', 'application/json; charset=latin1', 'application/json; x=1', '', null])(
    'refuses the content type %s',
    async (contentType) => {
      const response = await invoke({ inputs: [] }, census, contentType)
      expect(response.status).toBe(415)
      expect(response.json()).toMatchObject({ error_code: 'BAD_REQUEST' })
    },
  )

  it('asks for the endpoint’s key', async () => {
    const response = await ml.send({ method: 'POST', target: `${census.path}/invocations`, body: '{}' })
    expect([response.status, response.json()]).toEqual([
      401,
      { error_code: 'UNAUTHENTICATED', message: 'Invalid credentials provided.', stack_trace: '' },
    ])
  })

  it('tells whether the model is loaded, and the version', async () => {
    for (const path of ['/ping', '/health']) {
      const response = await ml.send({ target: `${census.path}${path}` })
      expect([response.status, response.text()]).toEqual([200, '\n'])
      const other = await ml.send({ target: `/workspaces/${ml.workspaceId}/services/${'0'.repeat(32)}${path}` })
      expect([other.status, other.text()]).toEqual([404, '\n'])
    }
    expect((await ml.send({ target: `${census.path}/version` })).text()).toBe('0.0.0-test')
  })
})

describe('reading CSV', () => {
  it.each([
    ['', []],
    ['a', [['a']]],
    ['a,\n', [['a', '']]],
    ['a,', [['a', '']]],
    ['\uFEFF"a,""b""\n",c\r\n\r\nd', [['a,"b"\n', 'c'], [''], ['d']]],
    [
      ',\r,',
      [
        ['', ''],
        ['', ''],
      ],
    ],
    ['"a', undefined],
    ['"a"b', undefined],
  ])('%j', (text, rows) => {
    expect(parseCsv(text)).toEqual(rows)
  })
})
