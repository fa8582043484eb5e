import { randomUUID } from 'node:crypto'
import { AppError, type Fault, type UserRole } from '@sluice/contracts'
import {
  type Clock,
  createBearerTokens,
  createFixedClock,
  createMemoryClient,
  createMemoryLog,
  createMemoryOutgoing,
  createMemoryStore,
  createMemoryUsageStore,
  createPasswords,
  createSecrets,
  type MemoryOrigin,
  pageOfDocuments,
  readPfx,
  type Store,
} from '@sluice/platform'
import {
  attributeOf,
  isElement,
  type PolicyCatalogue,
  parseFragment,
  parsePolicyDocument,
  readDefinitions,
  resolveDocument,
  resolveFragment,
  type StoredDefinitions,
  type XmlElement,
} from '@sluice/policy-language'
import { issueToken } from './access/token-directory.ts'
import type { ManagementEnvironment } from './environment.ts'
import { createChangeFeed } from './events/change-feed.ts'
import { createManagement } from './management.ts'
import { createInstallation } from './samples/create-installation.ts'
import { createGatewayChannel } from './snapshot/gateway-channel.ts'

export const administrator = { email: 'admin@example.com', password: 'correct horse' }
/** PKCS #12, base64, password `secret`: CN=client.contoso.com, O=Contoso. */
export const pfxFile = [
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

const masterKey = new Uint8Array(32).fill(9)

export interface ManagementFixtureOptions {
  readonly createSamples?: boolean
  /** Default: one in memory. */
  readonly openStore?: (clock: Clock) => Promise<Store>
  /** What answers calls to addresses that users name. Default: nothing is found. */
  readonly answerOutgoing?: (request: Request) => Response | Promise<Response>
  /** Whether such calls may go to this machine. Default: no. */
  readonly allowLoopback?: boolean
  /** The studio; default: it is away. */
  readonly callStudio?: ManagementEnvironment['callStudio']
  /** Whether instances that are made come with samples; default: no. */
  readonly hasSamples?: boolean
  /** What answers at the gateway, over http and https. Default: nothing does. */
  readonly gateway?: MemoryOrigin
}

/** A management service on an empty store, with the sample content unless it is not wanted. */
export async function startManagement(options: ManagementFixtureOptions = {}) {
  const clock = createFixedClock()
  const log = createMemoryLog()
  const store = await (options.openStore?.(clock) ?? createMemoryStore({ clock }))
  const tokens = createBearerTokens({ masterKey, clock })
  let drawn = 0
  const environment: ManagementEnvironment = {
    store,
    usage: await createMemoryUsageStore({ clock }),
    clock,
    pageOfDocuments,
    log,
    tokens,
    secrets: createSecrets(masterKey),
    outgoing: createMemoryOutgoing(options.answerOutgoing ?? (() => new Response('', { status: 404 })), {
      allowLoopback: options.allowLoopback ?? false,
    }),
    passwords: createPasswords(),
    random: {
      guid: () => `00000000-0000-4000-8000-${String(++drawn).padStart(12, '0')}`,
      hex: (bytes) => (++drawn).toString(16).padStart(bytes * 2, 'a'),
    },
    gateways: createGatewayChannel({ guid: randomUUID, timeoutMs: 200 }),
    changes: createChangeFeed({ store, log }),
    callStudio:
      options.callStudio ??
      (async () => {
        throw new AppError('StudioNotReachable', {})
      }),
    hasSamples: options.hasSamples ?? false,
    portalUrl: () => 'https://portal.example.com',
    checkPolicy,
    checkFragment,
    completeExpression: () => ({ replaces: 3, offers: [{ name: 'Request', kind: 'property', detail: 'IRequest' }] }),
    policyCatalogue,
    convertPolicy: (text, from, to) => `${text}<!-- ${from} to ${to} -->`,
    readPfx,
    readTemplate: (template) => ({
      parameterNames: [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''),
      faults: template.startsWith('/') ? [] : ["must begin with '/'"],
    }),
  }
  const installation = await createInstallation(environment, {
    administratorEmail: administrator.email,
    administratorPassword: administrator.password,
    createSamples: options.createSamples ?? true,
  })
  const { gateway } = options
  const gatewayClient = createMemoryClient(
    gateway === undefined ? {} : { 'http://127.0.0.1:8000': gateway, 'https://127.0.0.1:8443': gateway },
  )
  const management = createManagement(
    environment,
    () => ({ gateway: 'http://localhost:8000', gatewayHttps: 'https://localhost:8443', management: null }),
    {
      client: gatewayClient,
      addresses: () => [
        { url: 'http://localhost:8000', connectTo: 'http://127.0.0.1:8000' },
        { url: 'https://localhost:8443', connectTo: 'https://127.0.0.1:8443' },
      ],
    },
  )
  const identity = installation?.identity
  const base = `/subscriptions/${identity?.subscriptionId}/resourceGroups/sluice/providers/Microsoft.ApiManagement/service`
  /** A bearer token that is listed, as every good one is. */
  const issue = async (role: UserRole = 'administrator', service?: string) =>
    (await issueToken(environment, { actor: 'test' }, { role, service, subject: '1', lifetimeSeconds: 3600 })).token
  const token = await issue()

  const fetchRaw = (path: string, init: RequestInit = {}) =>
    management.fetch(new Request(`http://localhost:8080${path}`, init), { remoteAddress: '127.0.0.1' })

  /** One authenticated call below the service; `path` may carry a query. */
  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const separator = path.includes('?') ? '&' : '?'
    const response = await fetchRaw(`${base}/sluice${path}${separator}api-version=2024-05-01`, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      headers: response.headers,
      json: text === '' ? undefined : JSON.parse(text),
    }
  }
  return {
    environment,
    management,
    gatewayClient,
    usage: environment.usage,
    store,
    clock,
    log,
    tokens,
    token,
    installation,
    base,
    fetchRaw,
    call,
    issue,
  }
}

/** A catalogue of one policy, so that this package needs no gateway. */
const policyCatalogue: PolicyCatalogue = {
  'set-header': {
    name: 'set-header',
    summary: 'Sets a header.',
    category: 'Transformation',
    snippet: '<set-header name="X" />',
    attributes: {
      name: {
        help: 'Name of the header.',
        value: { type: 'text', minLength: 1, isTrimmed: true, refused: { values: ['host'], reason: 'it is kept' } },
        isRequired: true,
        allowsExpression: true,
      },
      action: {
        help: 'What is done.',
        value: { type: 'choice', values: ['set', 'delete'], unserved: { add: 'it is not served' } },
        isRequired: false,
        allowsExpression: false,
        defaultText: 'set',
      },
      cloud: {
        help: 'Not served.',
        value: { type: 'unserved', reason: 'there is none' },
        isRequired: false,
        allowsExpression: false,
      },
    },
    rules: [],
    content: {
      kind: 'elements',
      elements: {
        value: {
          help: 'A value.',
          min: 1,
          optionalWhen: { attribute: 'action', is: 'delete' },
          element: {
            attributes: {},
            rules: [],
            content: {
              kind: 'text',
              help: 'The value.',
              value: { type: 'text', minLength: 0 },
              allowsExpression: true,
            },
          },
        },
      },
    },
    sections: ['inbound', 'outbound'],
    scopes: ['global', 'product', 'api', 'operation'],
    isOncePerSection: false,
  },
}

const nothingDefined: StoredDefinitions = { namedValues: new Map(), fragments: new Map() }

/** Refuses what refers to nothing (backends, too), and elements and attributes that are called `nonsense`. */
const checkPolicy: ManagementEnvironment['checkPolicy'] = (text, format, _scope, definitions = nothingDefined) => {
  const { document, faults } = parsePolicyDocument(text, format)
  if (document === undefined) return faults
  const { resolved, faults: unresolved } = resolveDocument(document, readDefinitions(definitions))
  return [
    ...unresolved,
    ...Object.values(resolved.sections).flatMap((section) => (section ? findNonsense(section, definitions) : [])),
  ]
}

const checkFragment: ManagementEnvironment['checkFragment'] = (id, fragment, definitions = nothingDefined) => {
  const { root, source, faults } = parseFragment(fragment)
  if (root === undefined) return faults
  const { resolved, faults: unresolved } = resolveFragment(id, { root, source }, readDefinitions(definitions))
  return [...unresolved, ...findNonsense(resolved, definitions)]
}

function findNonsense(element: XmlElement, definitions: StoredDefinitions): Fault[] {
  const { line, column } = element.position
  const backend = attributeOf(element, 'backend-id')
  const isNonsense =
    element.name === 'nonsense' ||
    element.attributes.some(({ value }) => value === 'nonsense') ||
    (backend !== undefined && definitions.backendIds?.has(backend.toLowerCase()) === false)
  const own: Fault[] = isNonsense
    ? [
        {
          code: 'ValidationError',
          target: `line ${line}, column ${column}`,
          message: `Error in element '${element.name}' on line ${line}, column ${column}: unknown policy.`,
        },
      ]
    : []
  return [...own, ...element.children.filter(isElement).flatMap((child) => findNonsense(child, definitions))]
}
