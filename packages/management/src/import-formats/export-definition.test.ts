import { describe, expect, it } from 'vitest'
import { type ApiModel, isWantedSource, writeDefinition } from './export-definition.ts'

const model: ApiModel = {
  api: {
    displayName: 'Pets & more',
    description: 'D',
    license: { url: 'https://l' },
    apiVersion: 'v2',
    subscriptionRequired: true,
    subscriptionKeyParameterNames: { header: 'X-Key', query: 'key' },
  },
  gatewayUrls: ['https://g.example/pets/v2', 'http://g.example/pets/v2'],
  operations: [
    {
      id: 'read',
      tags: ['a'],
      properties: {
        displayName: 'Read',
        method: 'GET',
        urlTemplate: '/{id}?q={q}',
        templateParameters: [
          { name: 'id', type: 'integer', required: true, values: ['1', '2'] },
          { name: 'q', type: 'string', required: true },
        ],
        responses: [
          { statusCode: 200, representations: [{ contentType: 'application/json', schemaId: 's', typeName: 'A b' }] },
        ],
      },
    },
    {
      id: 'start',
      tags: [],
      properties: {
        displayName: 'Start',
        method: 'POST',
        urlTemplate: '/{id}?op=start',
        templateParameters: [{ name: 'id', type: 'string' }],
      },
    },
  ],
  schemas: [
    {
      id: 's',
      contentType: 'application/vnd.ms-azure-apim.swagger.definitions+json',
      document: { definitions: { 'A b': { type: 'object', properties: { next: { $ref: '#/definitions/A b' } } } } },
    },
  ],
  tags: [{ id: 'a', displayName: 'A' }],
}

describe('a definition made from resources', () => {
  it('says in OpenAPI 3.1 where the gateway is and which key it wants', async () => {
    const json = JSON.parse(await writeDefinition(model, 'openapi-3.1', 'json'))
    const parameter = { name: 'id', in: 'path', required: true }
    expect(json).toEqual({
      openapi: '3.1.0',
      info: { title: 'Pets & more', description: 'D', version: 'v2', license: { name: 'https://l', url: 'https://l' } },
      servers: [{ url: 'https://g.example/pets/v2' }, { url: 'http://g.example/pets/v2' }],
      tags: [{ name: 'A' }],
      paths: {
        '/{id}': {
          get: {
            tags: ['A'],
            summary: 'Read',
            operationId: 'read',
            parameters: [
              { ...parameter, schema: { type: 'integer', enum: [1, 2] } },
              { name: 'q', in: 'query', required: true, schema: { type: 'string' } },
            ],
            responses: {
              200: {
                description: '',
                content: { 'application/json': { schema: { $ref: '#/components/schemas/A-b' } } },
              },
            },
          },
        },
      },
      'x-ms-paths': {
        '/{id}?op=start': {
          post: {
            summary: 'Start',
            operationId: 'start',
            parameters: [{ ...parameter, schema: { type: 'string' } }],
            responses: { default: { description: '' } },
          },
        },
      },
      components: {
        schemas: { 'A-b': { type: 'object', properties: { next: { $ref: '#/components/schemas/A-b' } } } },
        securitySchemes: {
          apiKeyHeader: { type: 'apiKey', name: 'X-Key', in: 'header' },
          apiKeyQuery: { type: 'apiKey', name: 'key', in: 'query' },
        },
      },
      security: [{ apiKeyHeader: [] }, { apiKeyQuery: [] }],
    })
  })

  it('says the same in OpenAPI 2.0 with host, base path and schemes', async () => {
    const json = JSON.parse(await writeDefinition(model, 'openapi-2.0', 'json'))
    expect(json).toMatchObject({
      swagger: '2.0',
      host: 'g.example',
      basePath: '/pets/v2',
      schemes: ['https', 'http'],
      securityDefinitions: { apiKeyHeader: { name: 'X-Key' }, apiKeyQuery: { name: 'key' } },
      definitions: { 'A b': { type: 'object' } },
    })
  })

  it('says in WADL what that can say', async () => {
    expect(await writeDefinition(model, 'wadl', 'json')).toBe(`<?xml version="1.0" encoding="utf-8"?>
<application xmlns="http://wadl.dev.java.net/2009/02" xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <doc title="Pets &amp; more">D</doc>
  <resources base="https://g.example/pets/v2">
    <resource path="{id}">
      <param name="id" style="template" type="xs:int" required="true">
        <option value="1"/>
        <option value="2"/>
      </param>
      <method name="GET" id="read">
        <doc title="Read"/>
        <request>
          <param name="q" style="query" type="xs:string" required="true"/>
        </request>
        <response status="200">
          <representation mediaType="application/json"/>
        </response>
      </method>
      <method name="POST" id="start">
        <doc title="Start"/>
        <request>
          <param name="op" style="query" type="xs:string" required="true" fixed="start"/>
        </request>
      </method>
    </resource>
  </resources>
</application>
`)
  })

  it('is not made where the source is already what is wanted', () => {
    const source = (format: 'openapi' | 'swagger' | 'wsdl' | 'wadl', version: string, mediaType: string) => ({
      ...{ format, version, source: { mediaType } },
    })
    expect(isWantedSource(source('openapi', '3.0.1', 'application/json'), 'openapi-3.0', 'json')).toBe(true)
    expect(isWantedSource(source('openapi', '3.0.1', 'application/yaml'), 'openapi-3.0', 'json')).toBe(false)
    expect(isWantedSource(source('openapi', '3.1.0', 'application/json'), 'openapi-3.0', 'json')).toBe(false)
    expect(isWantedSource(source('swagger', '2.0', 'application/json'), 'openapi-2.0', 'json')).toBe(true)
    expect(isWantedSource(source('wsdl', 'WSDL 1.1', 'application/xml'), 'wsdl', 'json')).toBe(true)
    expect(isWantedSource(source('wadl', 'WADL', 'application/xml'), 'openapi-3.1', 'json')).toBe(false)
  })
})
