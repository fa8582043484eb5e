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
  /** What must be there before. */
  readonly needs?: readonly ResourceKind[]
}

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
}
