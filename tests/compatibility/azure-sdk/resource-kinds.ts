/** One kind of resource as Azure's SDK knows it. */
export interface ResourceKind {
  /** Of the client: `client.apiRelease`. */
  readonly group: string
  /** Identifiers above it. */
  readonly parents?: readonly string[]
  readonly id: string
  /** There is one only below its parent, and the SDK takes no identifier of it. */
  readonly isOnly?: true
  readonly properties: object
  /** Fields to change; undefined = the kind has no PATCH. */
  readonly change?: object
  /** Method that lists it; undefined = the SDK has none. */
  readonly list?: string
  /** Methods with names of their own. */
  readonly methods?: Partial<Record<'createOrUpdate' | 'get' | 'getEntityTag' | 'update' | 'delete', string>>
  /** Its DELETE takes no entity tag. */
  readonly deletesWithoutMatch?: true
  /** What must be there before. */
  readonly needs?: readonly ResourceKind[]
}

/** PKCS #12, base64, password `secret`: CN=client.contoso.com, O=Contoso. */
const pfxFile = [
  'MIIENgIBAzCCA/AGCSqGSIb3DQEHAaCCA+EEggPdMIID2TCCApEGCSqGSIb3DQEHBqCCAoIwggJ+AgEAMIICdwYJKoZIhvcNAQcBMFYGCSqGSI',
  'b3DQEFDTBJMCgGCSqGSIb3DQEFDDAbBAiGW/1n5v4tDwIBATAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQUe1LF7b/Gpbutu9l5xBuyICC',
  'AhAOa3lW12HPbzJ6v/TXRvUyy/tDsNSHsiIMNEvoT9RjFbs4fnQFb+ODujKFvbxQ7U7nSLVd/8C+rmaVvOGcnS7fgdeIQiaqFrrdIkLyfy4Jam',
  'bIq6xhqmLltxoofCLYBhtnXkke84qDlLBajySAr6qddjzxp4BMPB3dsPUYScLoYW/dKtkBRbrlFSbh36DTSTT7ce4IhRpoU99YxidCH5j2fK1k',
  'kdInqXNfXCetk3vfjnysjdE8hcHRWcqkSWT//xb8+Hk6aMuCT1ONakPt1VcZHB24dNLO2rIeseh7cOfaTWsld0XW+mpnK95nUM4a+J2zJ3EwBz',
  'Xdq7K09zjn5HuRsFXFPpQegohIG+Z/Vm8ZJoYCkjkgPsNlBPc10kD4kuCNfJw/tG5fRCrZlEuzEExTGc1dl3mMXNcfNibKyK/gtau1W8vzcF6q',
  'Z5p3c8SZsbIXH30IMrHQp7gKYiQ0T1PwTolwFuKqdQ6n9Y1HEthMLyaaP8QrlG+hBbe+NLodDg5YyTvZ5JoAtcIFyzk16/sx2emt4eFjEbGB7I',
  '5s9Tdf5/CR4kX6yfKDNorgvKD+dOTEJEoTmCapO0j3MtHSKu6M049F5w9xB+jUPoupAkTHU5CltfclZe7x8H0tRiMQoOpZT8jqA/SRJXqwucxk',
  'K7JEhj6X91w2QZBWCWWQpVjAk92UpaGl8G7enmtXEgrXlVQwggFABgkqhkiG9w0BBwGgggExBIIBLTCCASkwggElBgsqhkiG9w0BDAoBAqCB7j',
  'CB6zBWBgkqhkiG9w0BBQ0wSTAoBgkqhkiG9w0BBQwwGwQI24NhNLWvqpUCAQEwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEIE739drBdob',
  'HY28CKfhevgEgZCZL38m9r+hhLqIe7RixcTeZ+K1tJSgqX8fIYGDLJ7qNx3C2FmhXNwxwwtuRwwa1l3Kraxvh2UIRMYXv5tEqB0TvVMmwGKyq0',
  'SFa2X7gUnf5xn6xWYcNig4uIckFx99Es0IhNiLcdq1KSp0BrXt89wdNHiGyPEiQr5nXOHAV+8OZBwJx9sLDPkWKIeRl07dRCwxJTAjBgkqhkiG',
  '9w0BCRUxFgQU3x9Hk3uVJPsH05ZFhlkWOmCL/+IwPTAxMA0GCWCGSAFlAwQCAQUABCDYPsJcEyv4SIcMZiduMY/jB3lZV1Uns9429YpOwQcztw',
  'QI41xz3ANgQKc=',
].join('')

const jsonSchema = 'application/vnd.oai.openapi.components+json'

const tag: ResourceKind = {
  group: 'tag',
  id: 'sdk-tag',
  properties: { displayName: 'SDK' },
  change: { displayName: 'The SDK' },
  list: 'listByService',
  methods: { getEntityTag: 'getEntityState' },
}
const issue: ResourceKind = {
  group: 'apiIssue',
  parents: ['echo-api'],
  id: 'sdk-issue',
  properties: { title: 'Slow', description: 'It is slow.', userId: '/users/1' },
  change: { state: 'closed' },
  list: 'listByService',
}
const documentation: ResourceKind = {
  group: 'documentation',
  id: 'sdk-page',
  properties: { title: 'A page', content: '# Page' },
  change: { content: '# Another page' },
  list: 'listByService',
}

const namedValue: ResourceKind = {
  group: 'namedValue',
  id: 'sdk-name',
  properties: { displayName: 'sdk', value: 'x' },
}
const logger: ResourceKind = {
  group: 'logger',
  id: 'sdk-logger',
  properties: { loggerType: 'azureMonitor' },
  change: { description: 'Made by the SDK' },
  list: 'listByService',
}

/** Every kind that both the SDK and this product have, with what it takes to make one. */
export const resourceKinds: Readonly<Record<string, ResourceKind>> = {
  api: {
    group: 'api',
    id: 'sdk-api',
    properties: { displayName: 'SDK', path: 'sdk', serviceUrl: 'https://sdk.example', protocols: ['https'] },
    change: { description: 'Made by the SDK' },
    list: 'listByService',
  },
  revision: {
    group: 'api',
    id: 'echo-api;rev=2',
    properties: { path: 'echo', sourceApiId: '/apis/echo-api', apiRevisionDescription: 'Second' },
    change: { apiRevisionDescription: 'The second' },
    list: 'listByService',
  },
  release: {
    group: 'apiRelease',
    parents: ['echo-api'],
    id: 'sdk-release',
    properties: { apiId: '/apis/echo-api;rev=1', notes: 'First' },
    change: { notes: 'The first' },
    list: 'listByService',
  },
  operation: {
    group: 'apiOperation',
    parents: ['echo-api'],
    id: 'sdk-operation',
    properties: {
      displayName: 'Read',
      method: 'GET',
      urlTemplate: '/sdk/{id}',
      templateParameters: [{ name: 'id', type: 'string', required: true }],
    },
    change: { displayName: 'Read one' },
    list: 'listByApi',
  },
  'API schema': {
    group: 'apiSchema',
    parents: ['echo-api'],
    id: 'sdk-schema',
    properties: { contentType: jsonSchema, components: { schemas: { thing: { type: 'object' } } } },
    list: 'listByApi',
  },
  'tag description': {
    group: 'apiTagDescription',
    parents: ['echo-api'],
    id: 'sdk-tag',
    properties: { description: 'Made by the SDK' },
    list: 'listByService',
    needs: [tag],
  },
  'version set': {
    group: 'apiVersionSet',
    id: 'sdk-versions',
    properties: { displayName: 'Versions', versioningScheme: 'Segment' },
    change: { description: 'All versions' },
    list: 'listByService',
  },
  product: {
    group: 'product',
    id: 'sdk-product',
    properties: { displayName: 'SDK' },
    change: { state: 'published' },
    list: 'listByService',
  },
  group: {
    group: 'group',
    id: 'sdk-group',
    properties: { displayName: 'SDK' },
    change: { description: 'Made by the SDK' },
    list: 'listByService',
  },
  user: {
    group: 'user',
    id: 'sdk-user',
    properties: { email: 'sdk@example.com', firstName: 'Sdk', lastName: 'User' },
    change: { note: 'Made by the SDK' },
    list: 'listByService',
  },
  subscription: {
    group: 'subscription',
    id: 'sdk-subscription',
    properties: { displayName: 'SDK', scope: '/apis' },
    change: { state: 'suspended' },
    list: 'list',
  },
  tag,
  documentation,
  'API wiki': {
    group: 'apiWiki',
    parents: ['echo-api'],
    id: 'default',
    isOnly: true,
    properties: { documents: [{ documentationId: 'sdk-page' }] },
    change: { documents: [] },
    needs: [documentation],
  },
  'product wiki': {
    group: 'productWiki',
    parents: ['starter'],
    id: 'default',
    isOnly: true,
    properties: { documents: [{ documentationId: 'sdk-page' }] },
    needs: [documentation],
  },
  issue,
  'issue comment': {
    group: 'apiIssueComment',
    parents: ['echo-api', 'sdk-issue'],
    id: 'sdk-comment',
    properties: { text: 'Me, too.', userId: '/users/1' },
    list: 'listByService',
    needs: [issue],
  },
  'issue attachment': {
    group: 'apiIssueAttachment',
    parents: ['echo-api', 'sdk-issue'],
    id: 'sdk-attachment',
    properties: { title: 'Log', contentFormat: 'link', content: 'https://logs.example/1' },
    list: 'listByService',
    needs: [issue],
  },
  'global policy': {
    group: 'policy',
    id: 'policy',
    properties: { format: 'rawxml', value: '<policies><inbound /><backend><forward-request /></backend></policies>' },
  },
  'API policy': {
    group: 'apiPolicy',
    parents: ['echo-api'],
    id: 'policy',
    properties: { format: 'xml', value: '<policies><inbound><base /></inbound></policies>' },
  },
  'operation policy': {
    group: 'apiOperationPolicy',
    parents: ['echo-api', 'modify-resource'],
    id: 'policy',
    properties: { format: 'rawxml', value: '<policies><inbound><base /></inbound></policies>' },
  },
  'product policy': {
    group: 'productPolicy',
    parents: ['unlimited'],
    id: 'policy',
    properties: { format: 'rawxml', value: '<policies><inbound><base /></inbound></policies>' },
  },
  'named value': {
    group: 'namedValue',
    id: 'sdk-value',
    properties: { displayName: 'sdk-value', value: 'hush', secret: true },
    change: { displayName: 'sdk-renamed' },
    list: 'listByService',
  },
  'policy fragment': {
    group: 'policyFragment',
    id: 'sdk-fragment',
    properties: {
      format: 'rawxml',
      value: '<fragment><set-header name="x"><value>{{sdk}}</value></set-header></fragment>',
    },
    list: 'listByService',
    needs: [namedValue],
  },
  'policy restriction': {
    group: 'policyRestriction',
    id: 'sdk-restriction',
    properties: { scope: '/products', requireBase: 'false' },
    change: { requireBase: 'true' },
    deletesWithoutMatch: true,
    list: 'listByService',
  },
  backend: {
    group: 'backend',
    id: 'sdk-backend',
    properties: {
      url: 'https://sdk.example/v1',
      protocol: 'http',
      circuitBreaker: {
        rules: [
          {
            name: 'rule',
            failureCondition: { count: 3, interval: 'PT1H', statusCodeRanges: [{ min: 500, max: 599 }] },
            tripDuration: 'PT1M',
          },
        ],
      },
    },
    change: { title: 'SDK' },
    list: 'listByService',
  },
  certificate: {
    group: 'certificate',
    id: 'sdk-certificate',
    properties: { data: pfxFile, password: 'secret' },
    list: 'listByService',
  },
  cache: {
    group: 'cache',
    id: 'default',
    properties: { connectionString: 'redis.example:6380', useFromLocation: 'default' },
    change: { description: 'Shared' },
    list: 'listByService',
  },
  logger,
  diagnostic: {
    group: 'diagnostic',
    id: 'azuremonitor',
    properties: { loggerId: '/loggers/sdk-logger', sampling: { samplingType: 'fixed', percentage: 50 } },
    change: { verbosity: 'error' },
    list: 'listByService',
    needs: [logger],
  },
  'API diagnostic': {
    group: 'apiDiagnostic',
    parents: ['echo-api'],
    id: 'azuremonitor',
    properties: { loggerId: '/loggers/sdk-logger' },
    change: { logClientIp: true },
    list: 'listByService',
    needs: [logger],
  },
  'global schema': {
    group: 'globalSchema',
    id: 'sdk-schema',
    properties: { schemaType: 'json', document: { type: 'object' } },
    list: 'listByService',
  },
}
