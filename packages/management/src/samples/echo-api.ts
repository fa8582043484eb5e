import type { JsonObject } from '@sluice/platform'

/** A resource to put: its path below the service, and its properties. */
export type SampleResource = readonly [path: string, properties: JsonObject]

const jsonExample = { default: { value: { vehicleType: 'train', maxSpeed: 125, avgSpeed: 90, speedUnit: 'mph' } } }

const rawxml = (inbound: string, outbound = ''): JsonObject => ({
  format: 'rawxml',
  value: `<policies>
  <inbound>
    <base />${inbound}
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />${outbound}
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`,
})

const operation = (
  id: string,
  displayName: string,
  method: string,
  urlTemplate: string,
  more: JsonObject = {},
): SampleResource => [
  `/apis/echo-api/operations/${id}`,
  { displayName, method, urlTemplate, responses: [{ statusCode: 200, description: '' }], ...more },
]

/** @see reference: API Management, 1.15 */
export const echoApi: readonly SampleResource[] = [
  [
    '/apis/echo-api',
    {
      displayName: 'Echo API',
      path: 'echo',
      serviceUrl: 'https://echo.playground.azure-api.net/api',
      protocols: ['http', 'https'],
    },
  ],
  operation('create-resource', 'Create resource', 'POST', '/resource', {
    description: 'A demonstration of a POST call. The body is turned into XML on its way to the backend.',
    request: { representations: [{ contentType: 'application/json', examples: jsonExample }] },
  }),
  [
    '/apis/echo-api/operations/create-resource/policies/policy',
    rawxml('\n    <json-to-xml apply="always" consider-accept-header="false" />'),
  ],
  operation('modify-resource', 'Modify resource', 'PUT', '/resource', {
    description: 'A demonstration of a PUT call: the backend gives back what it was sent.',
  }),
  operation('remove-resource', 'Remove resource', 'DELETE', '/resource', {
    description: 'A demonstration of a DELETE call.',
  }),
  operation('retrieve-header-only', 'Retrieve header only', 'HEAD', '/resource', {
    description: 'A demonstration of a HEAD call. A header is added to the response.',
  }),
  [
    '/apis/echo-api/operations/retrieve-header-only/policies/policy',
    rawxml(
      '',
      `
    <set-header name="X-My-Sample" exists-action="override">
      <value>This is a sample</value>
    </set-header>
    <jsonp callback-parameter-name="ProcessResponse" />`,
    ),
  ],
  operation('retrieve-resource', 'Retrieve resource', 'GET', '/resource', {
    description: 'A demonstration of a GET call with query parameters.',
    request: {
      queryParameters: [
        {
          name: 'param1',
          type: 'string',
          required: true,
          defaultValue: 'sample',
          description: 'A required parameter.',
        },
        { name: 'param2', type: 'number', required: false, description: 'An optional parameter.' },
      ],
    },
  }),
  operation('retrieve-resource-cached', 'Retrieve resource (cached)', 'GET', '/resource-cached', {
    description: 'A demonstration of a GET call whose response is kept for an hour.',
    request: {
      queryParameters: [
        {
          name: 'param1',
          type: 'string',
          required: true,
          defaultValue: 'sample',
          description: 'A required parameter.',
        },
        { name: 'param2', type: 'string', required: false, description: 'An optional parameter.' },
      ],
    },
  }),
  [
    '/apis/echo-api/operations/retrieve-resource-cached/policies/policy',
    rawxml(
      `
    <cache-lookup vary-by-developer="false" vary-by-developer-groups="false">
      <vary-by-header>Accept</vary-by-header>
      <vary-by-header>Accept-Charset</vary-by-header>
    </cache-lookup>
    <rewrite-uri template="/resource" />`,
      '\n    <cache-store duration="3600" />',
    ),
  ],
]
