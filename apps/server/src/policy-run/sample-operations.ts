import type { OperationProperties } from '@sluice/contracts'
import type { StubDefinition } from './stub-entries.ts'

/** What every sample operation says of its bodies and parameters, so that there is something to check them against. */
const described: Pick<OperationProperties, 'request' | 'responses'> = {
  request: {
    representations: [{ contentType: 'application/json', schemaId: 'models', typeName: 'Resource' }],
    queryParameters: [{ name: 'size', type: 'integer', values: ['1', '2'] }],
    headers: [{ name: 'X-Needed', type: 'string', required: true }],
  },
  responses: [
    {
      statusCode: 200,
      representations: [
        {
          contentType: 'application/json',
          schemaId: 'models',
          typeName: 'Resource',
          examples: { default: { value: { id: 7 } } },
        },
        { contentType: 'text/xml', examples: { default: { value: '<resource id="7" />' } } },
      ],
      headers: [{ name: 'X-Count', type: 'integer' }],
    },
    {
      statusCode: 201,
      representations: [{ contentType: 'application/json', schemaId: 'models', typeName: 'Resource' }],
    },
  ],
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/** One operation for each method, named after it. */
export const sampleOperations = (urlTemplate: string): StubDefinition['operations'] =>
  methods.map((method) => ({
    id: method,
    properties: { displayName: method, method, urlTemplate, templateParameters: [], ...described },
  }))

const resource = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer' }, name: { type: 'string' } },
}

export const sampleSchemas: StubDefinition['schemas'] = [
  {
    id: 'models',
    contentType: 'application/vnd.oai.openapi.components+json',
    document: { components: { schemas: { Resource: resource } } },
  },
]
