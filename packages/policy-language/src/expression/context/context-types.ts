import { defineEnum, defineType, type Implementation, type TypeDefinition, withRun } from '../net-types/define-type.ts'
import type { NetType } from '../net-types/net-type.ts'
import { arrayType } from '../net-types/net-type.ts'
import type { Run } from '../run/run.ts'
import { contextExtensions } from './context-extensions.ts'
import { NetLookup } from './lookup.ts'
import { messageBodyType } from './message-body.ts'
import {
  type PolicyApi,
  type PolicyContext,
  type PolicyDeployment,
  type PolicyGraphQl,
  type PolicyLookup,
  type PolicyProduct,
  type PolicyRequest,
  type PolicyResponse,
  type PolicyUrl,
  ResponseInVariable,
} from './policy-context.ts'

/** Properties that are read as they are: `'string Id { get; }'` from `id`. */
function plain(...signatures: readonly string[]): Record<string, Implementation> {
  return Object.fromEntries(
    signatures.map((signature) => {
      const name = signature.slice(signature.lastIndexOf(' ') + 1)
      const key = name.charAt(0).toLowerCase() + name.slice(1)
      return [`${signature} { get; }`, (self: Readonly<Record<string, unknown>>) => self[key] ?? null]
    }),
  )
}

const stringOf = (run: Run): NetType => {
  const type = run.objects.typeOf('')
  if (type === undefined) throw new Error('A string has a type.')
  return type
}

const objectOf = (run: Run): NetType => {
  const type = stringOf(run)
  return type.kind === 'named' ? type.declaration.table.named('System.Object') : type
}

/** A dictionary over a lookup of the gateway. */
const lookup = <Self>(get: (self: Self) => PolicyLookup<unknown>, valueType: (run: Run) => NetType): Implementation =>
  withRun((run, self: Self) => new NetLookup(get(self), [stringOf(run), valueType(run)]))

const valuesOf = (run: Run): NetType => arrayType(stringOf(run))

const define = (name: string, members: Record<string, Implementation>, base?: string): TypeDefinition =>
  defineType({ name, kind: 'interface', members, ...(base === undefined ? {} : { implements: [base] }) })

const headers = 'IReadOnlyDictionary<string, string[]> Headers { get; }'

/** Types of `context`, under the names that documents cast to. @see reference: API Management, 3.5 */
export const contextTypes: readonly TypeDefinition[] = [
  contextExtensions,
  messageBodyType,
  defineType({
    name: 'Policies.Lookup<K, V>',
    kind: 'class',
    isHidden: true,
    implements: ['IReadOnlyDictionary<K, V>'],
    represents: NetLookup,
  }),
  define('IProxyRequestContext', {
    ...plain('IApi Api', 'IBackend Backend', 'IDeployment Deployment', 'TimeSpan Elapsed', 'ILastError LastError'),
    ...plain('IOperation Operation', 'IProduct Product', 'IRequest Request', 'Guid RequestId', 'IResponse Response'),
    ...plain('ISubscription Subscription', 'DateTime Timestamp', 'bool Tracing', 'IUser User', 'IWorkspace Workspace'),
    'IGraphQLDataObject GraphQL { get; }': (self: PolicyContext) => self.graphQl,
    'IReadOnlyDictionary<string, object> Variables { get; }': lookup((self: PolicyContext) => self.variables, objectOf),
    'void Trace(string message)': (self: PolicyContext, message: string | null) => self.trace(message ?? ''),
    'void Trace(object message)': withRun((run, self: PolicyContext, message: unknown) =>
      self.trace(run.objects.toText(message)),
    ),
  }),
  define('IApi', {
    ...plain('string Id', 'bool IsCurrentRevision', 'string Name', 'string Path', 'string Revision', 'string Version'),
    ...plain('IUrl ServiceUrl', 'ISubscriptionKeyParameterNames SubscriptionKeyParameterNames'),
    'IEnumerable<string> Protocols { get; }': (self: PolicyApi) => self.protocols,
  }),
  define('ISubscriptionKeyParameterNames', plain('string Header', 'string Query')),
  define('IBackend', plain('string AzureRegion', 'string Id', 'string Type')),
  define('IDeployment', {
    ...plain('string GatewayId', 'IGateway Gateway', 'string Region', 'string ServiceId', 'string ServiceName'),
    ...plain('ISustainabilityInfo SustainabilityInfo'),
    'IReadOnlyDictionary<string, X509Certificate2> Certificates { get; }': lookup(
      (self: PolicyDeployment) => self.certificates,
      objectOf,
    ),
  }),
  define('IGateway', plain('string Id', 'string InstanceId', 'bool IsManaged')),
  define('ISustainabilityInfo', plain('string CurrentCarbonIntensity')),
  define('IGraphQLDataObject', {
    'IReadOnlyDictionary<string, object> GraphQLArguments { get; }': lookup(
      (self: PolicyGraphQl) => self.arguments,
      objectOf,
    ),
    ...plain('object Parent'),
  }),
  define(
    'ILastError',
    plain(...['Source', 'Reason', 'Message', 'Scope', 'Section', 'Path', 'PolicyId'].map((name) => `string ${name}`)),
  ),
  define('IOperation', plain('string Id', 'string Method', 'string Name', 'string UrlTemplate')),
  define('IGroup', plain('string Id', 'string Name')),
  define('IWorkspace', plain('string Id', 'string Name')),
  defineEnum('ProductState', { NotPublished: 0, Published: 1 }),
  define('IProduct', {
    ...plain(
      'bool ApprovalRequired',
      'IEnumerable<IGroup> Groups',
      'string Id',
      'string Name',
      'int? SubscriptionsLimit',
    ),
    ...plain('bool SubscriptionRequired'),
    'ProductState State { get; }': (self: PolicyProduct) => (self.state === 'Published' ? 1 : 0),
  }),
  define('IRequest', {
    ...plain(
      'IMessageBody Body',
      'X509Certificate2 Certificate',
      'string IpAddress',
      'string Method',
      'IUrl OriginalUrl',
    ),
    ...plain('IUrl Url', 'IPrivateEndpointConnection PrivateEndpointConnection'),
    [headers]: lookup((self: PolicyRequest) => self.headers, valuesOf),
    'IReadOnlyDictionary<string, string> MatchedParameters { get; }': lookup(
      (self: PolicyRequest) => self.matchedParameters,
      stringOf,
    ),
    'IFoundry Foundry { get; }': (self: PolicyRequest) => ({ deployment: self.foundryDeployment }),
  }),
  define('IFoundry', plain('string Deployment')),
  define('IPrivateEndpointConnection', plain('string Name', 'string GroupId', 'string MemberName')),
  defineType({
    ...define('IResponse', {
      ...plain('IMessageBody Body', 'int StatusCode', 'string StatusReason'),
      [headers]: lookup((self: PolicyResponse) => self.headers, valuesOf),
    }),
    represents: ResponseInVariable,
  }),
  define('ISubscription', {
    ...plain(
      'DateTime CreatedDate',
      'DateTime? EndDate',
      'DateTime? StartDate',
      'string Id',
      'string Key',
      'string Name',
    ),
    ...plain('string PrimaryKey', 'string SecondaryKey'),
  }),
  define('IUrl', {
    ...plain('string Host', 'string Path', 'int Port', 'string QueryString', 'string Scheme'),
    'IReadOnlyDictionary<string, string[]> Query { get; }': lookup((self: PolicyUrl) => self.query, valuesOf),
    'string ToString()': textOfUrl,
  }),
  define('IUser', {
    ...plain(
      'string Email',
      'string FirstName',
      'IEnumerable<IGroup> Groups',
      'string Id',
      'string LastName',
      'string Note',
    ),
    ...plain('IEnumerable<IUserIdentity> Identities', 'DateTime RegistrationDate'),
  }),
  define('IUserIdentity', plain('string Id', 'string Provider')),
]

/** The whole address; a port that the scheme has anyway is left out. */
function textOfUrl({ scheme, host, port, path, queryString }: PolicyUrl): string {
  const usual = scheme === 'https' ? 443 : scheme === 'http' ? 80 : undefined
  return `${scheme}://${host}${port === usual ? '' : `:${port}`}${path}${queryString}`
}
