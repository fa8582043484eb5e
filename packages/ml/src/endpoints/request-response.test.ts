import { beforeAll, describe, expect, it } from 'vitest'
import { startMachineLearning } from '../machine-learning.fixture.ts'

type MachineLearning = Awaited<ReturnType<typeof startMachineLearning>>

const table = { Inputs: { input1: { ColumnNames: ['Col2'], Values: [['This is a good day']] } }, GlobalParameters: {} }
const rows = { Inputs: { input1: [{ Col2: 'This is a good day' }] }, GlobalParameters: {} }

const values = '[["This is a good day","1","1","2","2","0","2","0","1"]]'
const plainReply = `{"Results":{"output1":{"type":"table","value":{"Values":${values}}}}}`
const detailedReply =
  '{"Results":{"output1":{"type":"table","value":{"ColumnNames":["Col2","Col2 - Hashing feature 1","Col2 - Hashing feature 2","Col2 - Hashing feature 3","Col2 - Hashing feature 4","Col2 - Hashing feature 5","Col2 - Hashing feature 6","Col2 - Hashing feature 7","Col2 - Hashing feature 8"],"ColumnTypes":["String","Int32","Int32","Int32","Int32","Int32","Int32","Int32","Int32"],"Values":[["This is a good day","1","1","2","2","0","2","0","1"]]}}}}'
const objectReply =
  '{"Results":{"output1":[{"Col2":"This is a good day","Col2 - Hashing feature 1":"1","Col2 - Hashing feature 2":"1","Col2 - Hashing feature 3":"2","Col2 - Hashing feature 4":"2","Col2 - Hashing feature 5":"0","Col2 - Hashing feature 6":"2","Col2 - Hashing feature 7":"0","Col2 - Hashing feature 8":"1"}]}}'

let ml: MachineLearning
beforeAll(async () => {
  ml = await startMachineLearning()
})

const textOf = async (response: ReturnType<MachineLearning['send']>) => {
  const { status, text } = await response
  return status === 200 ? text() : `${status} ${text()}`
}

describe('request-response scoring', () => {
  it('answers the tutorial’s call with the tutorial’s row', async () => {
    const response = await ml.score(table, 'api-version=2.0&details=true')
    expect(response.text()).toBe(detailedReply)
    expect(response.status).toBe(200)
    expect(response.header('content-type')).toBe('application/json; charset=utf-8')
    expect(response.header('x-ms-request-id')).toMatch(/^request-\d+$/)
  })

  it('leaves names and types out unless details are asked for', async () => {
    expect(await textOf(ml.score(table))).toBe(plainReply)
    expect(await textOf(ml.score(table, 'api-version=2.0&details=false'))).toBe(plainReply)
  })

  it.each([
    ['table', 'table', table, 'api-version=2.0', plainReply],
    ['row objects', 'table', rows, 'api-version=2.0', plainReply],
    ['table', 'row objects', table, 'api-version=2.0&format=swagger', objectReply],
    ['row objects', 'row objects', rows, 'api-version=2.0&format=swagger', objectReply],
    ['row objects', 'row objects', rows, 'format=swagger&details=true&api-version=2.0', objectReply],
    ['table', 'table', table, 'details=True&unknown=1&api-version=2.0', detailedReply],
  ])('takes a body of %s and answers with %s', async (_, __, body, query, reply) => {
    expect(await textOf(ml.score(body, query))).toBe(reply)
  })

  it.each([
    ['a lower-case scheme', ['Authorization', 'bearer KEY', 'Content-Type', 'application/json']],
    ['two blanks', ['Authorization', 'Bearer  KEY', 'Content-Type', 'application/json']],
    ['a lower-case header name', ['authorization', 'Bearer KEY']],
    ['a charset', ['Authorization', 'Bearer KEY', 'Content-Type', 'application/json; charset=utf-8']],
    [
      'text/json and a charset as encoding',
      ['Authorization', 'Bearer KEY', 'Content-Type', 'text/json', 'Content-Encoding', 'UTF-8'],
    ],
    ['no content type', ['Authorization', 'Bearer KEY']],
    ['a form’s content type', ['Authorization', 'Bearer KEY', 'Content-Type', 'application/x-www-form-urlencoded']],
    ['an unknown charset', ['Authorization', 'Bearer KEY', 'Content-Type', 'application/json; charset=whatever']],
  ])('takes %s', async (_, headers) => {
    const response = ml.send({
      method: 'POST',
      target: `${ml.servicePath}/execute?api-version=2.0`,
      headers: headers.map((text) => text.replace('KEY', ml.endpoint.primaryKey)),
      body: JSON.stringify(table),
    })
    expect(await textOf(response)).toBe(plainReply)
  })

  it('takes the secondary key, too', async () => {
    const served = ml.directory.endpointById(ml.endpoint.id)
    const key = ml.secrets.open(served?.document.secondaryKeySealed ?? '', `endpoints/${ml.endpoint.id}/secondary`)
    expect(key).toMatch(/^[A-Za-z0-9+/]{86}==$/)
    const response = ml.send({
      method: 'POST',
      target: `${ml.servicePath}/execute?api-version=2.0`,
      headers: ['Authorization', `Bearer ${key}`],
      body: JSON.stringify(table),
    })
    expect(await textOf(response)).toBe(plainReply)
  })

  it.each([
    ['with dashes', (id: string) => id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')],
    ['in upper case', (id: string) => id.toUpperCase()],
  ])('takes ids %s', async (_, write) => {
    const response = ml.send({
      method: 'POST',
      target: `/workspaces/${write(ml.workspaceId)}/services/${write(ml.endpoint.id)}/execute?api-version=2.0`,
      headers: ['Authorization', `Bearer ${ml.endpoint.primaryKey}`],
      body: JSON.stringify(table),
    })
    expect(await textOf(response)).toBe(plainReply)
  })

  it.each([{}, null, [], undefined])('takes %j for no parameters', async (GlobalParameters) => {
    expect(await textOf(ml.score({ ...table, GlobalParameters }))).toBe(plainReply)
  })

  it('passes over what it does not know beside inputs and parameters', async () => {
    expect(await textOf(ml.score({ ...table, GolbalParameters: { a: 1 }, Id: 'x' }))).toBe(plainReply)
  })

  it('scores many rows, empty and missing ones among them', async () => {
    const Values = [['a a'], [''], [null], ['a']]
    const zeros = '"0","0","0","0","0","0","0","0"'
    const reply = await textOf(ml.score({ Inputs: { input1: { ColumnNames: ['Col2'], Values } } }))
    const expected = `[["a a",A],["",${zeros}],[null,${zeros}],["a",B]]`
    const found = JSON.parse(reply).Results.output1.value.Values
    expect(JSON.stringify(found)).toBe(
      expected
        .replace(
          'A',
          found[0]
            .slice(1)
            .map((cell: string) => `"${cell}"`)
            .join(','),
        )
        .replace(
          'B',
          found[3]
            .slice(1)
            .map((cell: string) => `"${cell}"`)
            .join(','),
        ),
    )
    expect(
      found[0]
        .slice(1)
        .map(Number)
        .reduce((a: number, b: number) => a + b),
    ).toBe(3)
    expect(
      found[3]
        .slice(1)
        .map(Number)
        .reduce((a: number, b: number) => a + b),
    ).toBe(1)
  })

  it('answers no rows with no rows', async () => {
    const body = { Inputs: { input1: { ColumnNames: ['Col2'], Values: [] } } }
    expect(await textOf(ml.score(body))).toBe('{"Results":{"output1":{"type":"table","value":{"Values":[]}}}}')
    expect(await textOf(ml.score({ Inputs: { input1: [] } }, 'api-version=2.0&format=swagger'))).toBe(
      '{"Results":{"output1":[]}}',
    )
  })

  it('gives text back as it came', async () => {
    const text = 'quote " backslash \\ newline \n tab \t umlaut ü emoji 😀 nul \u0000 half \ud800'
    const reply = await textOf(ml.score({ Inputs: { input1: { ColumnNames: ['Col2'], Values: [[text]] } } }))
    expect(JSON.parse(reply).Results.output1.value.Values[0][0]).toBe(text)
  })

  it('takes numbers and booleans for text columns as .NET would write them', async () => {
    const Values = [[5], [0.1], [1e20], [true]]
    const reply = await textOf(ml.score({ Inputs: { input1: { ColumnNames: ['Col2'], Values } } }))
    const cells = JSON.parse(reply).Results.output1.value.Values.map((row: string[]) => row[0])
    expect(cells).toEqual(['5', '0.1', '1E+20', 'True'])
  })

  it('answers from what is stored at that moment', async () => {
    const own = await startMachineLearning()
    const served = own.directory.endpointById(own.endpoint.id)
    if (served === undefined) throw new Error('The endpoint is gone.')
    const { definition } = served.document
    const nodes = definition.graph.nodes.map((node) =>
      node.id === 'hash' ? { ...node, parameters: { bitsize: 1, nGrams: 1 } } : node,
    )
    await own.changeEndpoint({ definition: { ...definition, graph: { ...definition.graph, nodes } } })
    expect(await textOf(own.score(table))).toBe(
      '{"Results":{"output1":{"type":"table","value":{"Values":[["This is a good day","1","4"]]}}}}',
    )
  })
})
