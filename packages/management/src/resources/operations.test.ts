import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }

describe('operations', () => {
  it('are known by method and URL template, once in their API', async () => {
    const { call } = await startManagement()
    const put = (api: string, id: string, method: string) =>
      call('PUT', `/apis/${api}/operations/${id}`, {
        properties: { displayName: id, method, urlTemplate: '/RESOURCE' },
      })
    const { status, json } = await put('echo-api', 'again', 'get')
    expect(status).toBe(400)
    expect(json.error.details).toEqual([
      {
        code: 'ValidationError',
        target: 'properties.urlTemplate',
        message: "The operation 'retrieve-resource' already has the method GET and this URL template.",
      },
    ])
    expect((await put('azureml-demo-api', 'again', 'get')).status).toBe(201)
    await call('DELETE', '/apis/echo-api/operations/retrieve-resource', undefined, any)
    expect((await put('echo-api', 'again', 'get')).json.properties.method).toBe('GET')
  })

  it('tell every fault of template, method and parameters at once', async () => {
    const { call } = await startManagement()
    const { json } = await call('PUT', '/apis/echo-api/operations/o', {
      properties: {
        method: 'GE T',
        urlTemplate: '',
        templateParameters: [{ type: 'string' }],
        responses: [{ statusCode: 42 }],
      },
    })
    expect(json.error.details.map(({ target }: { target: string }) => target)).toEqual([
      'properties.displayName',
      'properties.method',
      'properties.urlTemplate',
      'properties.templateParameters.0.name',
      'properties.responses.0.statusCode',
    ])
  })

  it('keep request and responses as they were described', async () => {
    const { call } = await startManagement()
    const described = {
      request: { description: 'r', queryParameters: [{ name: 'q', type: 'string', values: ['a', 'b'] }], headers: [] },
      responses: [
        {
          statusCode: 200,
          representations: [{ contentType: 'application/json', examples: { one: { value: { a: 1 } } } }],
        },
      ],
    }
    const properties = { displayName: 'O', method: 'POST', urlTemplate: '/o', ...described }
    const { json } = await call('PUT', '/apis/echo-api/operations/o', { properties })
    expect(json.properties).toMatchObject(described)
  })

  it('change their template together with its parameters only', async () => {
    const { call } = await startManagement()
    const at = '/apis/azureml-demo-api/operations/bes-start'
    const template = { urlTemplate: '/start/{id}' }
    expect((await call('PATCH', at, { properties: template }, any)).status).toBe(400)
    const both = { ...template, templateParameters: [{ name: 'id', type: 'string', required: true }] }
    expect((await call('PATCH', at, { properties: both }, any)).json.properties).toMatchObject(both)
  })
})
