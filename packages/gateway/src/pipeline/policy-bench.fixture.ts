import type { OperationProperties, ServiceProperties, SubscriptionProperties, UserProperties } from '@sluice/contracts'
import {
  createFixedClock,
  createMemoryCall,
  createMemoryClient,
  type FixedClock,
  type HeaderArray,
  type MemoryCallOptions,
  type MemoryClient,
  type MemoryResponse,
  type ServerCall,
} from '@sluice/platform'
import {
  type PolicyFormat,
  type PolicyScope,
  parsePolicyDocument,
  policyScopes,
  readDefinitions,
  toEffectivePolicy,
} from '@sluice/policy-language'
import { createForwarder } from '../backends/forward-request.ts'
import type { Flights } from '../cache/flights.ts'
import { GatewayCall } from '../calls/gateway-call.ts'
import type { RequestSender } from '../outgoing/send-request.ts'
import { policies } from '../policies/index.ts'
import { parseUrlTemplate } from '../routing/url-template.ts'
import { compileGroups } from '../snapshot/group-drafts.ts'
import type { CallContext, Matched } from './call-context.ts'
import { compileProgram } from './compile-program.ts'
import type { Policy } from './define-policy.ts'
import type { ExpressionCompiler } from './expressions.ts'
import { checkPolicy, readPolicy } from './policy-documents.ts'
import { createTestServices, type TestServices } from './policy-services.fixture.ts'
import type { ForwardOptions } from './policy-services.ts'
import { runProgram } from './run-program.ts'
import { createTestExpressions, type TestExpressions } from './test-expressions.fixture.ts'

export interface BenchOptions {
  /** Whole documents by scope; the others just run their parent's. */
  readonly documents: Partial<Record<PolicyScope, string>>
  /** Statements of policy fragments, by identifier. */
  readonly fragments?: Readonly<Record<string, string>>
  /** Answers as the backend; default: an empty 200. */
  readonly backend?: (call: ServerCall) => void
  readonly urlTemplate?: string
  /** Default: a subscription of its own for each bench; null = none. */
  readonly subscription?: Partial<SubscriptionProperties> | null
  readonly user?: string
  /** Policies besides the real ones. */
  readonly extraPolicies?: Readonly<Record<string, Policy>>
  /** What stands for the expressions in the documents, by their text between `@(` and `)`. */
  readonly expressions?: TestExpressions
  /** In the place of them: a real engine. */
  readonly compiler?: ExpressionCompiler
  /** Of the documents; default rawxml. */
  readonly format?: PolicyFormat
  /** Answers what policies ask besides the backend; default: nobody is there. */
  readonly outgoing?: (request: Request) => Response | Promise<Response>
  readonly sender?: RequestSender
  readonly certificates?: CallContext['certificates']
  readonly externalCache?: CallContext['externalCache']
  readonly flights?: Flights
  readonly backends?: CallContext['backends']
  readonly schemas?: CallContext['apiSchemas']
  readonly globalSchemas?: CallContext['globalSchemas']
  readonly operation?: Partial<OperationProperties>
}

export interface BenchAnswer extends MemoryResponse {
  readonly context: CallContext
}

/** Policies with everything real behind them, and no socket: compiles documents, runs calls through them. */
export interface PolicyBench {
  readonly clock: FixedClock
  readonly client: MemoryClient
  /** Milliseconds that policies waited; the clock went on by them. */
  readonly waits: readonly number[]
  readonly services: TestServices
  /** What nobody expected to fail. */
  readonly bugs: readonly unknown[]
  send(request?: MemoryCallOptions): Promise<BenchAnswer>
  /** A call whose program runs when it is told to, and only the program. */
  prepare(request?: MemoryCallOptions): {
    readonly context: GatewayCall
    run(): undefined | Promise<void>
    /** What the last step of backend does, alone. */
    forward(): Promise<void>
  }
}

const service: Matched<ServiceProperties> = {
  id: 'bench',
  resourceId: '/services/bench',
  properties: { publisherEmail: 'publisher@example.com', publisherName: 'Publisher' },
}

const user: UserProperties = { email: 'd@example.com', firstName: 'D', lastName: 'E', state: 'active' }

/** Wraps statements of one section as a whole document that runs its parent's sections. */
export const document = (section: string, statements: string): string =>
  `<policies>${['inbound', 'backend', 'outbound', 'on-error']
    .map((name) => `<${name}><base />${name === section ? statements : ''}</${name}>`)
    .join('')}</policies>`

export function createPolicyBench(options: BenchOptions): PolicyBench {
  const clock = createFixedClock()
  const expressions = options.compiler ?? createTestExpressions(options.expressions ?? {})
  const format = options.format ?? 'rawxml'
  const registry = { ...policies, ...options.extraPolicies }
  const client = createMemoryClient({
    'http://backend': options.backend ?? ((call) => call.respond({ status: 200, headers: [] })),
  })
  const forwarder = createForwarder(client, clock)
  const services = createTestServices(
    {
      expressions,
      ...(options.flights === undefined ? {} : { flights: options.flights }),
      ...(options.sender === undefined ? {} : { sender: options.sender }),
      forward: (context: CallContext, how: ForwardOptions) =>
        context instanceof GatewayCall ? forwarder.forward(context, how) : Promise.reject(new Error('Not a call.')),
    },
    { clock, ...(options.outgoing === undefined ? {} : { outgoing: options.outgoing }) },
  )
  const scopeIds: Record<PolicyScope, string> = {
    global: '/services/bench',
    product: '/services/bench/products/starter',
    api: '/services/bench/apis/echo',
    operation: '/services/bench/apis/echo/operations/get',
  }
  const fragments =
    options.fragments === undefined
      ? undefined
      : readDefinitions({
          namedValues: new Map(),
          fragments: new Map(
            Object.entries(options.fragments).map(([id, statements]) => [
              id,
              { value: `<fragment>\n  ${statements}\n</fragment>`, format },
            ]),
          ),
        })
  const documents = policyScopes.map((scope) => {
    const text = options.documents[scope]
    if (text === undefined) return { scope, scopeId: scopeIds[scope], document: undefined }
    const faults =
      options.extraPolicies === undefined && fragments === undefined
        ? checkPolicy(text, format, scope, undefined, expressions)
        : []
    const { document, faults: unread } =
      fragments === undefined ? parsePolicyDocument(text, format) : readPolicy(text, format, scope, fragments)
    if (document === undefined || faults.length > 0)
      throw new Error([...faults, ...unread].map((f) => f.message).join('\n'))
    return { scope, scopeId: scopeIds[scope], document }
  })
  const program = compileProgram(toEffectivePolicy(documents), registry, services)

  const operation: OperationProperties = {
    displayName: 'Get',
    method: 'GET',
    urlTemplate: options.urlTemplate ?? '/*',
    templateParameters: [],
    ...options.operation,
  }
  const { template } = parseUrlTemplate(operation.urlTemplate)
  const subscription: SubscriptionProperties = {
    scope: '/products/starter',
    state: 'active',
    allowTracing: false,
    enforceExpiration: false,
    createdDate: new Date(clock.now()).toISOString(),
    ...options.subscription,
  }
  const bugs: unknown[] = []
  let requestCount = 0

  const createContext = (call: ServerCall): GatewayCall => {
    const mark = call.target.indexOf('?')
    const path = mark < 0 ? call.target : call.target.slice(0, mark)
    const context = new GatewayCall(
      call,
      {
        matched: service,
        backendByName: options.backends ?? new Map(),
        externalCache: options.externalCache,
        certificates: options.certificates ?? new Map(),
        groups: compileGroups(new Map(), new Map()),
        globalSchemas: options.globalSchemas ?? new Map(),
        secretValues: () => [],
      },
      { path, query: mark < 0 ? '' : call.target.slice(mark), startedAtMs: clock.now() },
      {
        createRequestId: () => `00000000-0000-4000-8000-${String(++requestCount).padStart(12, '0')}`,
        maxBodyBytes: 4 * 1024 * 1024,
        observer: undefined,
      },
    )
    context.api = {
      id: 'echo',
      resourceId: scopeIds.api,
      properties: {
        displayName: 'Echo API',
        path: 'echo',
        serviceUrl: 'http://backend/api',
        protocols: ['http', 'https'],
        type: 'http',
        subscriptionRequired: true,
        subscriptionKeyParameterNames: { header: 'Ocp-Apim-Subscription-Key', query: 'subscription-key' },
        apiRevision: '1',
        isCurrent: true,
        isOnline: true,
      },
    }
    if (options.schemas !== undefined) context.apiSchemas = options.schemas
    context.request.backendUrl = 'http://backend/api'
    context.operation = { id: 'get', resourceId: scopeIds.operation, properties: operation }
    context.template = template
    if (options.subscription !== null) {
      context.subscription = { id: 's1', resourceId: '/services/bench/subscriptions/s1', properties: subscription }
    }
    if (options.user !== undefined) {
      const id = options.user
      context.user = { id, resourceId: `/services/bench/users/${id}`, properties: user, groupIds: ['developers'] }
    }
    return context
  }

  const prepare: PolicyBench['prepare'] = (request) => {
    const context = createContext(createMemoryCall(request).call)
    return {
      context,
      run: () => runProgram(program, context, (error) => bugs.push(error)),
      forward: () => services.forward(context, { headTimeoutMs: 1000 }),
    }
  }

  return {
    clock,
    client,
    waits: services.waits,
    services,
    bugs,
    prepare,
    async send(request) {
      const { context, run } = prepare(request)
      await run()
      const { response, call } = context
      const bytes = await response.readBody()
      context.finish({ requestBytes: call.body.length ?? 0, responseBytes: bytes.length })
      return toAnswer(context, bytes)
    },
  }
}

function toAnswer(context: GatewayCall, body: Uint8Array): BenchAnswer {
  const { response } = context
  const headers: HeaderArray = response.headers.toArray()
  const text = () => Buffer.from(body).toString('utf8')
  return {
    status: response.status,
    reason: response.reason,
    headers,
    body,
    header: (name) => response.headers.get(name),
    text,
    json: () => JSON.parse(text()),
    context,
  }
}
