import type { ApiSchemaProperties, OperationProperties } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { type BenchOptions, createPolicyBench, document } from '../../pipeline/policy-bench.fixture.ts'

const order = {
  type: 'object',
  required: ['id', 'items'],
  properties: {
    id: { type: 'integer', minimum: 0, exclusiveMinimum: true },
    note: { type: 'string', nullable: true, maxLength: 5 },
    items: { type: 'array', minItems: 1, items: { $ref: '#/components/schemas/Item' } },
    when: { type: 'string', format: 'date-time' },
  },
  additionalProperties: false,
}
const item = { type: 'object', properties: { name: { type: 'string', enum: ['left', 'right'] } } }
const schemas: ReadonlyMap<string, ApiSchemaProperties> = new Map([
  [
    'models',
    {
      contentType: 'application/vnd.oai.openapi.components+json',
      document: { components: { schemas: { Order: order, Item: item, Level: { type: 'integer', maximum: 3 } } } },
    },
  ],
])
const representation = (contentType: string, typeName = 'Order') => ({ contentType, schemaId: 'models', typeName })
const operation: Partial<OperationProperties> = {
  method: 'POST',
  request: {
    representations: [representation('application/json'), { contentType: 'text/xml' }],
    headers: [{ name: 'X-Level', type: 'integer', schemaId: 'models', typeName: 'Level' }],
    queryParameters: [
      { name: 'kind', type: 'string', required: true, values: ['a', 'b'] },
      { name: 'size', type: 'integer' },
      { name: 'tags', type: 'array' },
    ],
  },
  responses: [
    {
      statusCode: 200,
      representations: [representation('application/json')],
      headers: [{ name: 'X-Count', type: 'integer', required: true }],
    },
  ],
}

const bench = (section: string, statement: string, more: Partial<BenchOptions> = {}) =>
  createPolicyBench({ documents: { api: document(section, statement) }, schemas, operation, ...more })

const json = ['Content-Type', 'application/json; charset=utf-8']
const messageOf = (text: string): string => (text === '' ? '' : JSON.parse(text).message)

describe('validate-content of a request', () => {
  const statement = (attributes = '', contents = '<content validate-as="json" action="prevent" />') =>
    `<validate-content unspecified-content-type-action="prevent" max-size="200" size-exceeded-action="prevent" errors-variable-name="errors" ${attributes}>${contents}</validate-content>`
  const post = async (body: string, inside?: string, headers = json) => {
    const answer = await bench('inbound', statement('', inside)).send({ method: 'POST', headers, body })
    return [answer.status, messageOf(answer.text())]
  }
  const begin =
    'Body of the request does not conform to the definition Order which is associated with the content type application/json.'

  it('lets through what fits', async () => {
    expect(await post('{"id":1,"note":null,"items":[{"name":"left","more":1}],"when":"2026-01-31T00:00:00Z"}')).toEqual(
      [200, ''],
    )
  })

  it('says what does not fit, and where', async () => {
    expect(await post('{"id":1,\n"note":5,"items":[{}]}')).toEqual([
      400,
      `${begin} Invalid type. Expected String, Null but got Integer. Line: 2, Position: 8`,
    ])
    expect(await post('{"id":1}')).toEqual([
      400,
      `${begin} Required properties are missing from object: items. Line: 1, Position: 1`,
    ])
    expect(await post('{"id":0,"items":[{}]}')).toEqual([
      400,
      `${begin} Integer 0 equals minimum value of 0 and exclusive minimum is true. Line: 1, Position: 7`,
    ])
    expect(await post('{"id":1,"items":[{"name":"up"}]}')).toEqual([
      400,
      `${begin} Value "up" is not defined in enum. Line: 1, Position: 29`,
    ])
    expect(await post('{"id":1,"items":[{}],"extra":1}')).toEqual([
      400,
      `${begin} Property 'extra' has not been defined and the schema does not allow additional properties. Line: 1, Position: 1`,
    ])
  })

  it('keeps every error in the variable, and lets the call go on where it only detects', async () => {
    const inside = '<content type="application/json" validate-as="json" action="detect" />'
    const answer = await bench('inbound', statement('', inside)).send({
      method: 'POST',
      headers: json,
      body: '{"id":"x","note":"too long","items":[]}',
    })
    expect(answer.status).toBe(200)
    const errors = answer.context.variables.get('errors') as { details: string; name: string }[]
    expect(errors.map(({ details }) => details.slice(begin.length + 1))).toEqual([
      'Invalid type. Expected Integer but got String. Line: 1, Position: 9',
      "String 'too long' exceeds maximum length of 5. Line: 1, Position: 27",
      'Array item count 0 is less than minimum count of 1. Line: 1, Position: 37',
    ])
    expect(errors[0]).toMatchObject({
      name: 'application/json',
      type: 'RequestBody',
      validationRule: 'IncorrectMessage',
      action: 'detect',
    })
  })

  it('can allow members that are not named, and names in any case', async () => {
    const content = (attributes: string) =>
      `<content type="application/json" validate-as="json" action="prevent" ${attributes} />`
    const body = '{"ID":1,"Items":[{}],"extra":1}'
    expect(
      (await post(body, content('allow-additional-properties="true" case-insensitive-property-names="true"')))[0],
    ).toBe(200)
    expect((await post(body, content('allow-additional-properties="true"')))[0]).toBe(400)
    expect(
      (await post('{"id":1,"items":[{"name":"left","more":1}]}', content('allow-additional-properties="false"')))[0],
    ).toBe(400)
  })

  it('refuses what is too long, is of another type, or is no JSON', async () => {
    expect(await post('x'.repeat(201))).toEqual([
      400,
      "Request's body is 201 bytes long and it exceeds the configured limit of 200 bytes.",
    ])
    expect(await post('x', undefined, ['Content-Type', 'text/plain'])).toEqual([
      400,
      'Unspecified content type text/plain is not allowed.',
    ])
    const [status, message] = await post('{"id":')
    expect([status, String(message).slice(0, 79)]).toEqual([
      400,
      'Body of the request cannot be validated for the content type application/json. ',
    ])
  })

  it('takes types for others as the map says', async () => {
    const map = (attributes: string, types = '') =>
      `<content-type-map ${attributes}>${types}</content-type-map><content type="application/json" validate-as="json" action="prevent" />`
    const bad = '{"id":1}'
    expect((await post(bad, map('any-content-type-value="application/json"'), ['Content-Type', 'text/plain']))[0]).toBe(
      400,
    )
    expect((await post(bad, map('missing-content-type-value="application/json"'), []))[0]).toBe(400)
    const hal = '<type from="application/hal+json" to="application/json" />'
    const good = '{"id":1,"items":[{}]}'
    expect((await post(good, map('', hal), ['Content-Type', 'application/hal+json']))[0]).toBe(200)
    expect((await post(bad, map('', hal), ['Content-Type', 'application/hal+json']))[0]).toBe(400)
  })

  it('checks XML against the schemas in XSD that it is associated with, or that are named', async () => {
    const xsd = (name: string) =>
      `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="${name}" type="xs:int"/></xs:schema>`
    const ask = async (body: string, attributes: string) => {
      const answer = await bench(
        'inbound',
        statement('', `<content type="text/xml" validate-as="xml" action="prevent" ${attributes} />`),
        {
          schemas: new Map([
            ['xsd', { contentType: 'application/vnd.ms-azure-apim.xsd+xml', document: { value: xsd('mine') } }],
          ]),
          globalSchemas: new Map([['shared', { schemaType: 'xml', value: xsd('ours') }]]),
          operation: {
            ...operation,
            request: { representations: [{ contentType: 'text/xml', schemaId: 'xsd', typeName: 'mine' }] },
          },
        },
      ).send({ method: 'POST', headers: ['Content-Type', 'text/xml'], body })
      return [answer.status, messageOf(answer.text())]
    }
    const wrong = (name: string, what: string) =>
      `Body of the request does not conform to the definition ${name} which is associated with the content type text/xml. ${what} Line: 1`
    expect(await ask('<mine>1</mine>', '')).toEqual([200, ''])
    expect(await ask('<mine>one</mine>', '')).toEqual([
      400,
      wrong('mine', "Element 'mine': 'one' is not a valid value of the atomic type 'xs:int'."),
    ])
    expect(await ask('<ours>1</ours>', 'schema-id="Shared"')).toEqual([200, ''])
    expect(await ask('<mine>1</mine>', 'schema-id="Shared"')).toEqual([
      400,
      wrong('Shared', "Element 'mine': No matching global declaration available for the validation root."),
    ])
    expect(await ask('<mine>1</mine>', 'schema-id="other"')).toEqual([400, "There is no XML schema 'other'."])
  })

  it('takes the type of a JSON schema that schema-ref names', async () => {
    const ask = async (body: string, ref: string) => {
      const answer = await bench(
        'inbound',
        statement(
          '',
          `<content type="application/json" validate-as="json" action="prevent" schema-id="s" schema-ref="${ref}" />`,
        ),
        {
          globalSchemas: new Map([
            ['s', { schemaType: 'json', document: { definitions: { Level: { type: 'integer' } } } }],
          ]),
        },
      ).send({ method: 'POST', headers: json, body })
      return [answer.status, messageOf(answer.text())]
    }
    expect(await ask('1', '#/definitions/Level')).toEqual([200, ''])
    expect((await ask('"1"', '#/definitions/Level'))[0]).toBe(400)
    expect(await ask('1', '#/definitions/None')).toEqual([
      400,
      "There is nothing at '#/definitions/None' in the schema 's'.",
    ])
  })

  it('checks XML for being well-formed, and SOAP for being an envelope', async () => {
    const xml = (as: string) => `<content type="text/xml" validate-as="${as}" action="prevent" />`
    const type = ['Content-Type', 'text/xml']
    expect((await post('<a><b/></a>', xml('xml'), type))[0]).toBe(200)
    expect((await post('<a><b></a>', xml('xml'), type))[0]).toBe(400)
    expect((await post('<a/>', xml('soap'), type))[0]).toBe(400)
    const envelope = '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>'
    expect((await post(envelope, xml('soap'), type))[0]).toBe(200)
  })

  it('leaves a request without a body alone', async () => {
    expect((await bench('inbound', statement()).send({ method: 'POST' })).status).toBe(200)
  })
})

describe('validate-content of a response', () => {
  it('answers 502 without a word of what does not fit', async () => {
    const statement =
      '<validate-content unspecified-content-type-action="ignore" max-size="200" size-exceeded-action="detect"><content type="application/json" validate-as="json" action="prevent" /></validate-content>'
    const run = bench('outbound', statement, {
      backend: (call) => call.respond({ status: 200, headers: json }, '{"id":1}'),
    })
    const answer = await run.send()
    expect([answer.status, messageOf(answer.text())]).toEqual([
      502,
      'The request could not be processed due to an internal error. Contact the API owner.',
    ])
    expect(run.services.traces.map(({ message }) => message)).toEqual([
      'Body of the response does not conform to the definition Order which is associated with the content type application/json. Required properties are missing from object: items. Line: 1, Position: 1',
    ])
  })
})

describe('validate-parameters', () => {
  const statement = (inside = '', unspecified = 'ignore') =>
    `<validate-parameters specified-parameter-action="prevent" unspecified-parameter-action="${unspecified}">${inside}</validate-parameters>`
  const get = async (target: string, headers: readonly string[] = [], inside?: string, unspecified?: string) => {
    const answer = await bench('inbound', statement(inside, unspecified), { urlTemplate: '/things/{id}' }).send({
      target,
      headers,
    })
    return [answer.status, messageOf(answer.text())]
  }

  it('checks what is required, listed and of a type', async () => {
    expect(await get('/things/1?kind=a&size=3&tags=x&tags=y', ['X-Level', '2'])).toEqual([200, ''])
    expect(await get('/things/1')).toEqual([400, 'Required query parameter kind is missing.'])
    expect(await get('/things/1?kind=c')).toEqual([
      400,
      'Value of the query parameter kind does not conform to the definition. Value "c" is not defined in enum.',
    ])
    expect(await get('/things/1?kind=a&size=big')).toEqual([
      400,
      'Value of the query parameter size does not conform to the definition. Invalid type. Expected Integer but got String.',
    ])
    expect(await get('/things/1?kind=a&kind=b')).toEqual([400, 'Query parameter kind cannot have more than one value.'])
    expect(await get('/things/1?kind=a', ['X-Level', '4'])).toEqual([
      400,
      'Value of the header X-Level does not conform to the definition. Integer 4 exceeds maximum value of 3.',
    ])
  })

  it('tells of what nobody names, but for what every request may have', async () => {
    const headers = ['Accept', '*/*', 'Ocp-Apim-Subscription-Key', 'k', 'X-Forwarded-For', '1.2.3.4']
    expect(await get('/things/1?kind=a&subscription-key=k', headers, '', 'prevent')).toEqual([200, ''])
    expect(await get('/things/1?kind=a&more=1', [], '', 'prevent')).toEqual([
      400,
      'Unspecified query parameter more is not allowed.',
    ])
    expect(await get('/things/1?kind=a', ['X-More', '1'], '', 'prevent')).toEqual([
      400,
      'Unspecified header x-more is not allowed.',
    ])
  })

  it('lets parts and single parameters differ', async () => {
    const inside =
      '<headers unspecified-parameter-action="ignore" /><query><parameter name="KIND" action="ignore" /></query>'
    expect(await get('/things/1', ['X-More', '1'], inside, 'prevent')).toEqual([200, ''])
    expect((await get('/things/1?other=1', [], inside, 'prevent'))[0]).toBe(400)
  })
})

describe('validate-headers and validate-status-code', () => {
  const answerOf = async (statement: string, status: number, headers: readonly string[]) => {
    const run = bench('outbound', statement, { backend: (call) => call.respond({ status, headers }) })
    const answer = await run.send()
    return [answer.status, run.services.traces.map(({ message }) => message)]
  }

  it('check the headers of a response', async () => {
    const statement =
      '<validate-headers specified-header-action="prevent" unspecified-header-action="detect"><header name="X-Fine" action="ignore" /></validate-headers>'
    expect(await answerOf(statement, 200, ['X-Count', '3', 'X-Fine', '1'])).toEqual([200, []])
    expect(await answerOf(statement, 200, ['X-Count', '3', 'X-Odd', '1'])).toEqual([
      200,
      ['Unspecified header x-odd is not allowed.'],
    ])
    expect(await answerOf(statement, 200, ['X-Count', 'three'])).toEqual([
      502,
      [
        'Value of the header X-Count does not conform to the definition. Invalid type. Expected Integer but got String.',
      ],
    ])
    expect(await answerOf(statement, 200, [])).toEqual([502, ['Required header X-Count is missing.']])
  })

  it('check the status of a response', async () => {
    const statement =
      '<validate-status-code unspecified-status-code-action="prevent"><status-code code="204" action="ignore" /></validate-status-code>'
    expect(await answerOf(statement, 200, [])).toEqual([200, []])
    expect(await answerOf(statement, 204, [])).toEqual([204, []])
    expect(await answerOf(statement, 418, [])).toEqual([502, ['Response status code 418 is not allowed.']])
  })
})

describe('mock-response', () => {
  const mock = async (attributes: string, responses: OperationProperties['responses']) => {
    const answer = await bench('inbound', `<mock-response ${attributes} />`, { operation: { responses } }).send()
    return [answer.status, answer.header('content-type'), answer.text()]
  }
  const json200 = (examples: Record<string, unknown>) => [
    {
      statusCode: 200,
      representations: [
        { contentType: 'application/json', examples },
        { contentType: 'text/xml', examples: { default: { value: '<a/>' } } },
      ],
    },
    { statusCode: 404, representations: [representation('application/json')] },
  ]

  it('answers with the example of the response', async () => {
    const responses = json200({ default: { value: { a: 1 } }, second: { value: { a: 2 } } })
    expect(await mock('', responses)).toEqual([200, 'application/json', '{"a":1}'])
    expect(await mock('index="2"', responses)).toEqual([200, 'application/json', '{"a":2}'])
    expect(await mock('content-type="text/xml"', responses)).toEqual([200, 'text/xml', '<a/>'])
    expect(await mock('enabled="false"', responses)).toEqual([200, undefined, ''])
  })

  it('makes a sample of the schema where there is no example', async () => {
    expect(await mock('status-code="404"', json200({}))).toEqual([
      404,
      'application/json',
      '{"id":1,"note":"strin","items":[{"name":"left"}],"when":"2019-08-24T14:15:22Z"}',
    ])
  })

  it('answers without a body where nothing is known', async () => {
    expect(await mock('status-code="201"', undefined)).toEqual([201, undefined, ''])
    expect(await mock('content-type="text/plain"', json200({}))).toEqual([200, undefined, ''])
  })
})
