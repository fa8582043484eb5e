import { describe, expect, it } from 'vitest'
import { readDefinition } from '../read-definition.ts'
import { readTemplate } from '../read-template.fixture.ts'

const info = { title: 'Pets', version: '1' }
const responses = { 200: { description: 'ok' } }
const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } }
const read = (document: object, options = {}) =>
  readDefinition('openapi', JSON.stringify({ openapi: '3.0.3', info, ...document }), { readTemplate, ...options })
const readOne = async (path: string, operation: object, options = {}) =>
  (await read({ paths: { [path]: { get: { responses, ...operation } } } }, options)).operations[0]

describe('an OpenAPI definition', () => {
  it('becomes an API with operations, tags, schemas and its source', async () => {
    const document = {
      openapi: '3.0.3',
      info: {
        ...info,
        description: 'All pets',
        contact: { email: 'a@b.c' },
        license: { name: 'MIT' },
        termsOfService: 'https://t',
      },
      servers: [{ url: 'http://a.example/x' }, { url: 'https://b.example/y/' }],
      tags: [{ name: 'Big Pets', description: 'D', externalDocs: { url: 'https://d' } }],
      paths: {
        '/pets/{id}': {
          parameters: [id],
          put: {
            operationId: 'putPet',
            summary: ' Put a pet ',
            tags: ['Big Pets', 'other'],
            parameters: [
              { name: 'x', in: 'header', schema: { type: 'string', enum: ['a'], default: 'a' }, example: 'a' },
            ],
            requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
            responses: {
              200: {
                content: {
                  'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Pet' } } },
                },
              },
            },
          },
        },
      },
      components: {
        schemas: { Pet: { type: 'object', properties: { parent: { $ref: '#/components/schemas/Pet' } } } },
      },
    }
    const text = JSON.stringify(document)
    const ref = { schemaId: 'components' }
    expect(await readDefinition('openapi+json', text, { readTemplate })).toEqual({
      format: 'openapi',
      version: '3.0.3',
      properties: {
        type: 'http',
        displayName: 'Pets',
        description: 'All pets',
        termsOfServiceUrl: 'https://t',
        contact: { email: 'a@b.c' },
        license: { name: 'MIT' },
        serviceUrl: 'https://b.example/y',
      },
      operations: [
        {
          id: 'putpet',
          originalId: 'putPet',
          tags: ['big-pets', 'other'],
          properties: {
            displayName: 'Put a pet',
            method: 'PUT',
            urlTemplate: '/pets/{id}',
            templateParameters: [{ name: 'id', type: 'integer', required: true }],
            request: {
              headers: [
                {
                  name: 'x',
                  type: 'string',
                  required: false,
                  values: ['a'],
                  defaultValue: 'a',
                  examples: { default: { value: 'a' } },
                },
              ],
              representations: [{ contentType: 'application/json', ...ref, typeName: 'Pet' }],
            },
            responses: [
              {
                statusCode: 200,
                description: '',
                representations: [
                  { contentType: 'application/json', ...ref, typeName: 'PetsIdPut200ApplicationJsonResponse' },
                ],
              },
            ],
          },
        },
      ],
      tags: [
        { id: 'big-pets', displayName: 'Big Pets', description: 'D', externalDocsUrl: 'https://d' },
        { id: 'other', displayName: 'other' },
      ],
      schemas: [
        {
          id: 'components',
          contentType: 'application/vnd.oai.openapi.components+json',
          document: {
            components: {
              schemas: {
                ...document.components.schemas,
                PetsIdPut200ApplicationJsonResponse: {
                  type: 'array',
                  items: { $ref: '#/components/schemas/Pet' },
                  'x-apim-inline': true,
                },
              },
            },
          },
        },
      ],
      source: { mediaType: 'application/json', text },
      notes: [],
    })
  })

  it('puts required query parameters into the URL template, or leaves them where that is wanted', async () => {
    const parameters = [
      { name: 'a', in: 'query', required: true, schema: { type: 'string' } },
      { name: 'b', in: 'query', schema: { type: 'string' } },
      { name: 'c', in: 'query', required: true, schema: { type: 'string' } },
    ]
    const template = await readOne('/x', { parameters })
    expect(template?.properties.urlTemplate).toBe('/x?a={a}&c={c}')
    expect(template?.properties.templateParameters.map(({ name }) => name)).toEqual(['a', 'c'])
    expect(template?.properties.request?.queryParameters?.map(({ name }) => name)).toEqual(['b'])
    const query = await readOne('/x', { parameters }, { translateRequiredQueryParameters: 'query' })
    expect(query?.properties.urlTemplate).toBe('/x')
    expect(query?.properties.request?.queryParameters?.length).toBe(3)
  })

  it('names an operation after its summary, else its operationId, else method and path', async () => {
    expect((await readOne('/x', { summary: 'S'.repeat(301), operationId: 'o' }))?.properties.displayName).toBe(
      'S'.repeat(300),
    )
    expect((await readOne('/x', { operationId: 'readX' }))?.properties.displayName).toBe('readX')
    const neither = await readOne('/x', {})
    expect([neither?.id, neither?.properties.displayName, neither?.originalId]).toEqual(['get-x', 'GET /x', undefined])
  })

  it('leaves out what an operation cannot have, and says so', async () => {
    const { notes, operations } = await read({
      webhooks: {},
      paths: {
        '/x': {
          get: {
            parameters: [{ name: 'c', in: 'cookie', schema: {} }],
            requestBody: { content: { 'text/plain': {} } },
            responses: { default: { description: '' } },
          },
        },
      },
    })
    expect(operations[0]?.properties.request).toEqual({})
    expect(notes).toEqual([
      'Cookie parameters are not part of an operation: GET /x.',
      'Bodies of GET requests are left out: GET /x.',
      'Responses for other than one status code (default, 4XX) are not part of an operation: GET /x.',
      'Webhooks are not part of an API: webhooks.',
    ])
  })

  it('takes servers only where they are whole addresses', async () => {
    const serviceUrl = async (servers: unknown[]) => (await read({ paths: {}, servers })).properties.serviceUrl
    expect(await serviceUrl([{ url: '/relative' }, { url: 'http://h/p' }])).toBe('http://h/p')
    expect(await serviceUrl([{ url: 'ftp://h' }, { url: '{unknown}' }])).toBeUndefined()
    expect(await serviceUrl([{ url: 'https://{h}/v1', variables: { h: { default: 'a.b' } } }])).toBe('https://a.b/v1')
  })

  it('reads 2.0 with its host, media types, forms and definitions', async () => {
    const { properties, operations, schemas } = await readDefinition(
      'swagger-json',
      JSON.stringify({
        swagger: '2.0',
        info,
        host: 'h.example',
        basePath: '/b',
        schemes: ['http', 'https'],
        consumes: ['application/json'],
        produces: ['application/json', 'application/xml'],
        paths: {
          '/a': {
            post: {
              parameters: [{ name: 'body', in: 'body', schema: { $ref: '#/definitions/A' } }],
              responses: { 200: { description: 'ok', schema: { $ref: '#/definitions/A' } } },
            },
            put: {
              parameters: [{ name: 'f', in: 'formData', type: 'file', required: true }],
              responses,
            },
          },
        },
        definitions: { A: { type: 'string' } },
      }),
      { readTemplate },
    )
    expect(properties).toMatchObject({ serviceUrl: 'https://h.example/b', protocols: ['http', 'https'] })
    const type = { schemaId: 'definitions', typeName: 'A' }
    expect(operations[0]?.properties).toMatchObject({
      request: { representations: [{ contentType: 'application/json', ...type }] },
      responses: [
        {
          representations: [
            { contentType: 'application/json', ...type },
            { contentType: 'application/xml', ...type },
          ],
        },
      ],
    })
    expect(operations[1]?.properties.request?.representations).toEqual([
      { contentType: 'multipart/form-data', formParameters: [{ name: 'f', type: 'file', required: true }] },
    ])
    expect(schemas[0]).toMatchObject({
      contentType: 'application/vnd.ms-azure-apim.swagger.definitions+json',
      document: { definitions: { A: { type: 'string' } } },
    })
  })

  it('gives names to schemas that are referred to where they stand', async () => {
    const { schemas } = await read({
      paths: {
        '/a': {
          get: {
            responses: {
              200: {
                description: '',
                content: { 'a/b': { schema: { type: 'object', properties: { x: { type: 'string' } } } } },
              },
            },
          },
          put: {
            responses: {
              200: {
                description: '',
                content: {
                  'a/b': { schema: { $ref: '#/paths/~1a/get/responses/200/content/a~1b/schema/properties/x' } },
                },
              },
            },
          },
        },
      },
    })
    expect(schemas[0]?.document).toEqual({
      components: {
        schemas: {
          AGet200ABResponse: { type: 'object', properties: { x: { type: 'string' } }, 'x-apim-inline': true },
          x: { type: 'string' },
        },
      },
    })
  })

  it('keeps names that mean something to JavaScript', async () => {
    const text = `{"openapi":"3.0.0","info":{"title":"x","version":"1"},"paths":{"/a":{"get":{"responses":{"200":{"description":"","content":{"a/b":{"schema":{"$ref":"#/components/schemas/__proto__"}}}}}}}},"components":{"schemas":{"__proto__":{"type":"string"},"constructor":{"type":"object","properties":{"__proto__":{"type":"number"}}}}}}`
    const { schemas } = await readDefinition('openapi', text, { readTemplate })
    expect(JSON.stringify(schemas[0]?.document)).toBe(
      '{"components":{"schemas":{"__proto__":{"type":"string"},"constructor":{"type":"object","properties":{"__proto__":{"type":"number"}}}}}}',
    )
  })
})
