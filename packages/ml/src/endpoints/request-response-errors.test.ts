import { beforeAll, describe, expect, it } from 'vitest'
import { startMachineLearning } from '../machine-learning.fixture.ts'

type MachineLearning = Awaited<ReturnType<typeof startMachineLearning>>

let ml: MachineLearning
beforeAll(async () => {
  ml = await startMachineLearning()
})

const badArgument = (details: string) =>
  `{"error":{"code":"BadArgument","message":"Invalid argument provided.","details":[${details}]}}`
const badUserArgument = (details: string) =>
  `{"error":{"code":"BadUserArgument","message":"Invalid user argument provided.","details":[${details}]}}`
const unauthorized =
  '{"error":{"code":"Unauthorized","message":"Request is unauthorized to access resource.","details":[{"code":"ScoreRequestUnauthorized","message":"Invalid credentials provided."}]}}'
const invalidBody =
  '{"code":"RequestBodyInvalid","message":"No request body provided or error in deserializing the request body."}'
const badVersion = (version: string) =>
  badArgument(
    `{"code":"BadVersionCall","target":"api-version","message":"Invalid version parameter was passed during the API call: ${version}. Check the API help page for passing the correct version and try again."}`,
  )

const columns = (...ColumnNames: string[]) => ({ ColumnNames, Values: [ColumnNames.map(() => 'x')] })

describe('a scoring body that cannot be used', () => {
  it.each([
    ['nothing', '', badArgument(invalidBody)],
    [
      'no JSON',
      '{"Inputs":\n {"input1"}}',
      badArgument(`${invalidBody},{"code":"JsonSyntax","target":"line 2, column 11","message":"This is not JSON."}`),
    ],
    [
      'half of it',
      '{"Inputs":',
      badArgument(
        `${invalidBody},{"code":"JsonSyntax","target":"line 1, column 11","message":"The text ends too early."}`,
      ),
    ],
    [
      'a list',
      '[]',
      badArgument(`${invalidBody},{"code":"Shape","target":"body","message":"The body must be a JSON object."}`),
    ],
    [
      'null',
      'null',
      badArgument('{"code":"RequestIsEmpty","message":"No request provided. Provide a valid request and try again."}'),
    ],
    [
      'an empty object',
      '{}',
      badArgument('{"code":"RequestIsEmpty","message":"No request provided. Provide a valid request and try again."}'),
    ],
    [
      'parameters that are a text',
      '{"Inputs":{"input1":[{"Col2":"x"}]},"GlobalParameters":"x"}',
      badArgument(
        `${invalidBody},{"code":"Shape","target":"GlobalParameters","message":"GlobalParameters must be a JSON object."}`,
      ),
    ],
    [
      'no inputs',
      '{"GlobalParameters":{}}',
      badArgument(
        '{"code":"MissingRequestInput","target":"input1","message":"The web service expects an input, but no input was provided. Ensure valid inputs are provided based on the published input ports in the model and try again."}',
      ),
    ],
    [
      'an input of another name',
      '{"Inputs":{"Input1":[]}}',
      badArgument(
        '{"code":"InvalidInputNames","message":"Invalid service input name(s) specified in the request: Input1. Please map the input data to the correct service inputs and try again."},{"code":"Shape","target":"Inputs","message":"The inputs are \'input1\'."}',
      ),
    ],
    [
      'an unknown parameter',
      '{"Inputs":{"input1":[{"Col2":"x"}]},"GlobalParameters":{"Bits":"3"}}',
      badArgument(
        '{"code":"UnexpectedParameter","target":"Bits","message":"Unexpected parameters provided. Verify all parameter names are spelled correctly, only expected parameters are passed, and try again."}',
      ),
    ],
    [
      'another column name',
      JSON.stringify({ Inputs: { input1: columns('col2') } }),
      badUserArgument(
        '{"code":"InputMismatchError","target":"input1","message":"Input data does not match input port schema."},{"code":"ColumnNames","target":"input1","message":"Missing column(s): \'Col2\'."},{"code":"ColumnNames","target":"input1","message":"Unknown column(s): \'col2\'."}',
      ),
    ],
    [
      'too many columns',
      JSON.stringify({ Inputs: { input1: columns('Col1', 'Col2') } }),
      '{"error":{"code":"LibraryExecutionError","message":"Module execution encountered an internal library error.","details":[{"code":"TableSchemaColumnCountMismatch","target":"input1","message":"The input has 2 column(s), but the schema of the web service has 1."},{"code":"ColumnNames","target":"input1","message":"Unknown column(s): \'Col1\'."}]}}',
    ],
    [
      'no columns',
      JSON.stringify({ Inputs: { input1: columns() } }),
      '{"error":{"code":"LibraryExecutionError","message":"Module execution encountered an internal library error.","details":[{"code":"TableSchemaColumnCountMismatch","target":"input1","message":"The input has 0 column(s), but the schema of the web service has 1."},{"code":"ColumnNames","target":"input1","message":"Missing column(s): \'Col2\'."}]}}',
    ],
    [
      'a row that is too long',
      '{"Inputs":{"input1":{"ColumnNames":["Col2"],"Values":[["x"],["x","y"]]}}}',
      badUserArgument(
        '{"code":"InputParseError","target":"input1","message":"Parsing of input vector failed.  Verify the input vector has the correct number of columns and data types.  Additional details: row 2: It has 2 cell(s) where 1 column(s) are expected."},{"code":"Row","target":"row 2","message":"It has 2 cell(s) where 1 column(s) are expected."}',
      ),
    ],
    [
      'a cell that is an object',
      '{"Inputs":{"input1":{"ColumnNames":["Col2"],"Values":[["x"],[{}]]}}}',
      badUserArgument(
        '{"code":"InputParseError","target":"input1","message":"Parsing of input vector failed.  Verify the input vector has the correct number of columns and data types.  Additional details: column \'Col2\', row 2: An object cannot be read as String."},{"code":"Cell","target":"column \'Col2\', row 2","message":"An object cannot be read as String."}',
      ),
    ],
    [
      'an input that is neither form',
      '{"Inputs":{"input1":{"Col2":"x"}}}',
      badUserArgument(
        '{"code":"InputMismatchError","target":"input1","message":"Input data does not match input port schema."},{"code":"Shape","target":"input1","message":"An input is an object with ColumnNames and Values, or a list of row objects."}',
      ),
    ],
  ])('(%s) is answered 400', async (_, body, answer) => {
    const response = await ml.score(body)
    expect(response.text()).toBe(answer)
    expect(response.status).toBe(400)
    expect(response.header('content-type')).toBe('application/json; charset=utf-8')
    expect(response.header('x-ms-request-id')).toMatch(/^request-\d+$/)
  })

  it('of bytes that are no UTF-8 is answered 400', async () => {
    const response = await ml.score(new Uint8Array([0x7b, 0xff, 0x7d]))
    expect(response.text()).toBe(
      badArgument(`${invalidBody},{"code":"Encoding","target":"body","message":"The body is not UTF-8 text."}`),
    )
  })

  it('that is too long is answered 413', async () => {
    const small = await startMachineLearning({ limits: { maxBodyBytes: 20 } })
    const response = await small.score('{"Inputs":{"input1":[]}}')
    expect(response.text()).toBe(
      '{"error":{"code":"RequestTooLarge","message":"The request is too large.","details":[{"code":"ScoreRequestTooLarge","message":"The request body is longer than the 20 bytes that are allowed."}]}}',
    )
    expect(response.status).toBe(413)
  })

  it('that does not arrive in time is answered 408', async () => {
    const hasty = await startMachineLearning({ limits: { timeLimitMs: 5 } })
    const response = await hasty.scoreSlowly().response
    expect(response.text()).toBe(
      '{"error":{"code":"RequestTimeout","message":"The operation could not be completed within the permitted time.","details":[{"code":"ScoreRequestTimeout","message":"Execution request timed out."}]}}',
    )
    expect(response.status).toBe(408)
  })
})

describe('a scoring call without the right key', () => {
  it.each([
    ['no header', []],
    ['another key', ['Authorization', `Bearer ${'A'.repeat(86)}==`]],
    ['an empty key', ['Authorization', 'Bearer ']],
    ['another scheme', ['Authorization', 'Basic KEY']],
    ['a key without scheme', ['Authorization', 'KEY']],
    ['a key in two headers', ['Authorization', 'Bearer KEY', 'Authorization', 'Bearer KEY']],
  ])('(%s) is answered 401', async (_, headers) => {
    const response = await ml.send({
      method: 'POST',
      target: `${ml.servicePath}/execute?api-version=2.0`,
      headers: headers.map((text) => text.replace('KEY', ml.endpoint.primaryKey)),
      body: '{}',
    })
    expect(response.text()).toBe(unauthorized)
    expect(response.status).toBe(401)
  })
})

describe('the order of checks', () => {
  const workspaces: Record<string, (known: MachineLearning) => string> = {
    right: ({ workspaceId }) => workspaceId,
    unknown: () => '0'.repeat(32),
    bad: () => 'workspace',
    none: () => '',
  }
  const call = (workspace: string, service: string, key: string, query: string) =>
    ml.send({
      method: 'POST',
      target: `/workspaces/${workspaces[workspace]?.(ml)}/services/${service === 'right' ? ml.endpoint.id : service}/execute?${query}`,
      headers: ['Authorization', `Bearer ${key === 'right' ? ml.endpoint.primaryKey : key}`],
      body: '',
    })
  const invalidWorkspace = badArgument(
    '{"code":"WorkspaceIdInvalid","message":"Invalid workspace id provided. Workspace id should be a valid guid."}',
  )

  it.each([
    ['bad', 'bad', 'wrong', '', 400, invalidWorkspace],
    [
      'none',
      'bad',
      'wrong',
      '',
      400,
      badArgument(
        '{"code":"MissingWorkspaceId","message":"No workspace Id provided. Provide a valid workspace Id and try again."}',
      ),
    ],
    [
      'right',
      'bad',
      'wrong',
      '',
      400,
      badArgument(
        '{"code":"WebServiceIdInvalid","message":"Invalid web service id provided. Web service id should be a valid guid."}',
      ),
    ],
    [
      'right',
      '',
      'right',
      '',
      400,
      badArgument(
        '{"code":"MissingWebServiceId","message":"No web service Id provided. Provide a valid web service Id and try again."}',
      ),
    ],
    ['unknown', 'right', 'wrong', '', 401, unauthorized],
    ['right', 'f'.repeat(32), 'right', '', 401, unauthorized],
    ['right', 'right', 'wrong', '', 401, unauthorized],
    [
      'unknown',
      'right',
      'right',
      '',
      404,
      '{"error":{"code":"NotFound","message":"Resource not found.","details":[{"code":"WorkspaceNotFound","message":"Workspace not found. Verify the workspace Id is correct and try again."}]}}',
    ],
    ['right', 'right', 'right', '', 400, badVersion('none')],
    ['right', 'right', 'right', 'api-version=', 400, badVersion('')],
    ['right', 'right', 'right', 'api-version=1.0', 400, badVersion('1.0')],
    ['right', 'right', 'right', 'api-version=2', 400, badVersion('2')],
    ['right', 'right', 'right', 'api-version=2.0', 400, badArgument(invalidBody)],
  ])('workspace %s, service %s, key %s, query "%s": %i', async (workspace, service, key, query, status, answer) => {
    const response = await call(workspace, service, key, query)
    expect(response.text()).toBe(answer)
    expect(response.status).toBe(status)
  })

  it('names the mismatch when the endpoint lies in another workspace', async () => {
    const own = await startMachineLearning()
    const other = 'e'.repeat(32)
    const [found] = await own.store.list('/workspaces')
    if (found === undefined) throw new Error('There is no workspace.')
    await own.store.transact({ actor: 'test' }, (transaction) =>
      transaction.put({ key: `/workspaces/${other}`, collection: '/workspaces', body: { ...found.body, id: other } }),
    )
    while (own.directory.workspace(other) === undefined) await new Promise((resolve) => setImmediate(resolve))
    const response = await own.send({
      method: 'POST',
      target: `/workspaces/${other}/services/${own.endpoint.id}/execute?api-version=2.0`,
      headers: ['Authorization', `Bearer ${own.endpoint.primaryKey}`],
    })
    expect(response.text()).toBe(
      '{"error":{"code":"NotFound","message":"Resource not found.","details":[{"code":"WebServiceIdNotFoundInWorkspace","message":"Web service under this workspace not found. There is a mismatch between the webServiceId and the workspaceId. Verify the web service provided is part of the workspace and try again."}]}}',
    )
    expect(response.status).toBe(404)
  })
})

describe('the concurrency limit of an endpoint', () => {
  const body = '{"Inputs":{"input1":[{"Col2":"x"}]}}'

  it('answers 503 at once when all places are taken, and serves again when one is free', async () => {
    const own = await startMachineLearning()
    await own.changeEndpoint({ throttleLevel: 'Low', maxConcurrentCalls: 4 })
    const running = [1, 2, 3, 4].map(() => own.scoreSlowly())
    const refused = await own.score(body)
    expect(refused.text()).toBe(
      '{"error":{"code":"ServiceUnavailable","message":"Service is temporarily unavailable.","details":[{"code":"RequestThrottled","message":"Request was throttled for default endpoint. The maximum concurrency for the endpoint is 4."}]}}',
    )
    expect(refused.status).toBe(503)
    expect(refused.header('retry-after')).toBe('1')
    running[0]?.finish(body)
    expect((await running[0]?.response)?.status).toBe(200)
    expect((await own.score(body)).status).toBe(200)
    running[1]?.abort()
    const again = own.scoreSlowly()
    for (const { finish } of [again, running[2], running[3]].filter((call) => call !== undefined)) finish(body)
    expect((await again.response).status).toBe(200)
  })

  it('is 20 by default', async () => {
    const own = await startMachineLearning()
    const running = Array.from({ length: 20 }, () => own.scoreSlowly())
    expect((await own.score(body)).status).toBe(503)
    for (const { finish } of running) finish('x')
    expect(await Promise.all(running.map(async ({ response }) => (await response).status))).toEqual(
      new Array(20).fill(400),
    )
    expect((await own.score(body)).status).toBe(200)
  })

  it('does not count calls without a key', async () => {
    const own = await startMachineLearning()
    await own.changeEndpoint({ maxConcurrentCalls: 1 })
    const waiting = own.scoreSlowly()
    const refused = await own.send({ method: 'POST', target: `${own.servicePath}/execute?api-version=2.0` })
    expect(refused.status).toBe(401)
    waiting.finish(body)
    expect((await waiting.response).status).toBe(200)
  })
})

describe('a web service that cannot run', () => {
  it('is answered 500 with the reason, and logged once', async () => {
    const own = await startMachineLearning()
    const definition = own.directory.endpointById(own.endpoint.id)?.document.definition
    if (definition === undefined) throw new Error('The endpoint is gone.')
    const nodes = definition.graph.nodes.map((node) => (node.id === 'hash' ? { ...node, module: 'gone' } : node))
    await own.changeEndpoint({ definition: { ...definition, graph: { ...definition.graph, nodes } } })
    const answer =
      '{"error":{"code":"WebServicePackageInternalError","message":"Invalid web service package. Verify the web package provided is correct and try again.","details":[{"code":"ModuleError","message":"The web service package graph is invalid. Details: there is no module \'gone\'."}]}}'
    for (const _ of [1, 2]) {
      const response = await own.score('{}')
      expect(response.text()).toBe(answer)
      expect(response.status).toBe(500)
    }
    expect(own.log.records.map(({ level, message }) => [level, message])).toEqual([
      ['error', 'A web service does not compile; its calls are answered 500.'],
    ])
  })
})
