import { toColumnSchema } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { startMachineLearning } from '../machine-learning.fixture.ts'
import { createSwagger } from './swagger.ts'

interface SwaggerDocument {
  readonly swagger: string
  readonly info: object
  readonly host: string
  readonly schemes: string[]
  readonly basePath: string
  readonly paths: Record<string, Record<string, object>>
  readonly definitions: Record<
    string,
    { properties?: Record<string, { type?: string; format?: string }>; example?: object }
  >
}

const counts = [1, 2, 3, 4, 5, 6, 7, 8].map((index) => `Col2 - Hashing feature ${index}`)

describe('swagger.json', () => {
  it('describes the sample endpoint as old clients need it, without a key', async () => {
    const ml = await startMachineLearning()
    const response = await ml.send({ target: `${ml.servicePath}/swagger.json`, headers: ['Host', 'ml.example:8090'] })
    expect(response.status).toBe(200)
    const document = response.json() as SwaggerDocument
    expect(document).toMatchObject({
      swagger: '2.0',
      info: { title: 'SimpleFeatureHashingExperiment', version: '2.0' },
      host: 'ml.example:8090',
      schemes: ['http'],
      basePath: ml.servicePath,
    })
    expect(Object.keys(document.paths)).toEqual([
      '/swagger.json',
      '/execute?api-version=2.0&format=swagger',
      '/jobs?api-version=2.0',
      '/jobs/{jobId}/start?api-version=2.0',
      '/jobs/{jobId}?api-version=2.0',
    ])
    expect(Object.keys(document.paths['/execute?api-version=2.0&format=swagger'] ?? {})).toEqual(['post'])
    const { input1Item, output1Item, ExecutionRequest } = document.definitions
    expect(input1Item).toEqual({ type: 'object', properties: { Col2: { type: 'string', 'x-ms-isnullable': true } } })
    expect(Object.keys(output1Item?.properties ?? {})).toEqual(['Col2', ...counts])
    expect(output1Item?.properties?.[counts[7] ?? '']).toEqual({
      type: 'integer',
      format: 'int32',
      'x-ms-isnullable': true,
    })
    expect(ExecutionRequest?.example).toEqual({ Inputs: { input1: [{ Col2: '' }] }, GlobalParameters: {} })
  })

  it('has an example that can be sent as it is', async () => {
    const ml = await startMachineLearning()
    const document = (await ml.send({ target: `${ml.servicePath}/swagger.json` })).json() as SwaggerDocument
    const response = await ml.score(document.definitions.ExecutionRequest?.example, 'api-version=2.0&format=swagger')
    expect(response.status).toBe(200)
    expect(Object.keys(JSON.parse(response.text()).Results.output1[0])).toEqual(['Col2', ...counts])
  })

  it('is the same at the help address of the endpoint', async () => {
    const ml = await startMachineLearning()
    const webService = ml.directory.webServices(ml.workspaceId)[0]?.id
    const bySwagger = (await ml.send({ target: `${ml.servicePath}/swagger.json` })).text()
    const path = `/workspaces/${ml.workspaceId}/webservices/${webService}/endpoints`
    for (const target of [
      `${path}/${ml.endpoint.id}/apidocument`,
      `${path}/default/apidocument`,
      `/apihelp${path}/${ml.endpoint.id}/apidocument`,
    ]) {
      expect((await ml.send({ target })).text()).toBe(bySwagger)
    }
    const wrong = await ml.send({ target: `${path}/other/apidocument` })
    expect(wrong.json()).toMatchObject({ error: { details: [{ code: 'EndpointNotFound' }] } })
  })

  it('says what is not there', async () => {
    const ml = await startMachineLearning()
    for (const target of [
      `/workspaces/${ml.workspaceId}/services/${'0'.repeat(32)}/swagger.json`,
      `/workspaces/${'0'.repeat(32)}/services/${ml.endpoint.id}/swagger.json`,
      `/workspaces/${ml.workspaceId}/webservices/${'0'.repeat(32)}/endpoints/default/apidocument`,
    ]) {
      const response = await ml.send({ target })
      expect(response.status).toBe(404)
      expect(response.json()).toMatchObject({ error: { details: [{ code: 'WebServiceNotFound' }] } })
    }
  })

  it('describes every type, several inputs, and parameters', () => {
    const types = ['String', 'Double', 'Int32', 'Int64', 'Boolean', 'DateTime'] as const
    const schema = types.map((type) => toColumnSchema(type, type))
    const document = createSwagger({
      title: 't',
      modelName: 't',
      modelOutputs: [],
      optionalColumns: new Set(),
      sampleRows: {},
      description: '',
      version: '2.0',
      host: 'h',
      scheme: 'https',
      basePath: '/b',
      inputs: [
        { name: 'a', schema, description: '' },
        { name: 'b', schema: [], description: '' },
      ],
      outputs: [{ name: 'out', schema: undefined, description: '' }],
      parameters: [
        { name: 'Bits', type: 'integer', description: 'How many' },
        { name: 'Mode', type: 'string', description: '', defaultValue: 'x' },
      ],
    }) as SwaggerDocument
    const properties = Object.entries(document.definitions.aItem?.properties ?? {})
    expect(properties.map(([name, { type, format }]) => [name, type, format])).toEqual([
      ['String', 'string', undefined],
      ['Double', 'number', 'double'],
      ['Int32', 'integer', 'int32'],
      ['Int64', 'integer', 'int64'],
      ['Boolean', 'boolean', undefined],
      ['DateTime', 'string', 'date-time'],
    ])
    expect(document.definitions.ExecutionInputs).toMatchObject({ required: ['a', 'b'] })
    expect(document.definitions.outItem).toEqual({ type: 'object', properties: {} })
    expect(document.definitions.ExecutionRequest).toMatchObject({
      properties: {
        GlobalParameters: {
          type: 'object',
          properties: {
            Bits: { type: 'integer', description: 'How many' },
            Mode: { type: 'string', description: '', default: 'x' },
          },
          required: ['Bits'],
        },
      },
      example: {
        Inputs: {
          a: [{ String: '', Double: 1, Int32: 1, Int64: 1, Boolean: true, DateTime: '2026-01-01T00:00:00Z' }],
          b: [{}],
        },
        GlobalParameters: { Bits: '', Mode: 'x' },
      },
    })
  })
})
