import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Addresses,
  type GatewayAnswer,
  type GatewayQuestion,
  gatewayAnswersPath,
  type SnapshotEntry,
  type SnapshotKind,
  type SnapshotLine,
  type SnapshotProperties,
  snapshotStreamPath,
  type UsageBatch,
  usageBatchesPath,
} from '@sluice/contracts'
import { createMemoryLog, type HttpServer, type MemoryLog, type ResponseWriter } from '@sluice/platform'
import { createSystemClock } from '@sluice/platform/clock'
import { listenWithNode } from '@sluice/platform/http-server'
import { createSecrets } from '@sluice/platform/secrets'
import { createBearerTokens } from '@sluice/platform/tokens'
import { loadConfig } from '../../config.ts'
import { noAddresses } from '../../role-messages.ts'
import type { RunningRole } from '../role.ts'
import { startGatewayRole } from './start-gateway-role.ts'

export const secretKey = new Uint8Array(32).fill(7)
const secrets = createSecrets(secretKey)
const tokens = createBearerTokens({ masterKey: secretKey, clock: createSystemClock() })
export const key = 'key-of-the-test'

export const issueTestToken = () => tokens.issue({ subject: 'gateway', role: 'internal' }, 60)

let ordinal = 0
const entry = <Kind extends SnapshotKind>(
  id: string,
  kind: Kind,
  properties: SnapshotProperties[Kind],
): SnapshotEntry =>
  // Kind and properties belong together by this function's own type, which a union cannot be told.
  ({ id: `/services/contoso${id}`, kind, ordinal: ++ordinal, properties }) as SnapshotEntry

export const operation = (id: string, method: string, urlTemplate: string) =>
  entry(`/apis/echo/operations/${id}`, 'operation', { displayName: id, method, urlTemplate, templateParameters: [] })

/** A named value, sealed as management would. */
export const secretValue = (name: string, value: string) =>
  entry(`/namedvalues/${name}`, 'namedValue', {
    displayName: name,
    sealedValue: secrets.seal(JSON.stringify(value), `/services/contoso/namedvalues/${name}#value`),
  })

/** One instance with an API at `/echo` whose backend is the echo service, and a product with `policy`. */
export const echoEntries = (policy = '<policies/>'): SnapshotEntry[] => [
  entry('', 'service', { publisherEmail: 'a@example.com', publisherName: 'A' }),
  entry('/apis/echo', 'api', {
    displayName: 'Echo',
    path: 'echo',
    serviceUrl: 'http://echo.example.com/api',
    protocols: ['http', 'https'],
    type: 'http',
    subscriptionRequired: true,
    subscriptionKeyParameterNames: { header: 'Ocp-Apim-Subscription-Key', query: 'subscription-key' },
    apiRevision: '1',
    isCurrent: true,
    isOnline: true,
  }),
  operation('any', 'GET', '/resource'),
  operation('post', 'POST', '/resource'),
  entry('/products/starter', 'product', { displayName: 'S', state: 'published', subscriptionRequired: true }),
  entry('/products/starter/apis/echo', 'productApi', {}),
  entry('/products/starter/policies/policy', 'policy', { value: policy, format: 'xml' }),
  entry('/subscriptions/one', 'subscription', {
    scope: '/products/starter',
    state: 'active',
    allowTracing: false,
    enforceExpiration: false,
    createdDate: '2026-01-01T00:00:00Z',
    primaryKeyHash: secrets.lookupHash(key),
    secondaryKeyHash: secrets.lookupHash('another'),
  }),
]

/** Stands in for management: the stream, and what comes of usage. */
export interface TestStream {
  readonly address: string
  /** Batches of usage in the order in which they were applied. */
  readonly batches: readonly UsageBatch[]
  /** How often a batch was posted. */
  readonly posts: () => number
  /** Status with which batches are answered: 200 applies them. Default 200. */
  answerUsageWith(status: number): void
  /** Query of each request for the stream. */
  readonly asked: readonly string[]
  change(put: readonly SnapshotEntry[], remove?: readonly string[]): void
  /** Asks all who are connected. @returns the first answer */
  ask(question: GatewayQuestion): Promise<GatewayAnswer>
  /** Breaks what is connected. */
  breakConnections(): void
  /** Sends nothing to those who connect, only accepts them. */
  setSilent(): void
  close(): Promise<void>
}

export async function startTestStream(entries: readonly SnapshotEntry[], port = 0, first = 1): Promise<TestStream> {
  const asked: string[] = []
  const current = new Map(entries.map((entry) => [entry.id, entry]))
  const writers = new Set<ResponseWriter>()
  let changeNumber = first
  let isSilent = false
  const batches: UsageBatch[] = []
  let posts = 0
  let usageStatus = 200
  const answers = new Map<string, (answer: GatewayAnswer) => void>()
  const write = (writer: ResponseWriter, message: SnapshotLine) =>
    writer.write(Buffer.from(`${JSON.stringify(message)}\n`))
  const server: HttpServer = await listenWithNode({ host: '127.0.0.1', port }, (call) => {
    const serve = async () => {
      const [path, query = ''] = call.target.split('?')
      const identity = await tokens.verify((call.header('authorization') ?? '').replace('Bearer ', ''))
      const answered = answers.get(path?.slice(`${gatewayAnswersPath}/`.length) ?? '')
      if (answered !== undefined && call.method === 'POST' && identity?.role === 'internal') {
        const body = Buffer.from(await call.body.bytes(10_000)).toString('utf8')
        call.respond({ status: 204, headers: [] })
        answered(JSON.parse(body) as GatewayAnswer)
        return
      }
      if (path === usageBatchesPath && call.method === 'POST' && identity?.role === 'internal') {
        const batch = JSON.parse(Buffer.from(await call.body.bytes(64_000_000)).toString('utf8')) as UsageBatch
        posts += 1
        if (usageStatus === 200 && batch.number > (batches.at(-1)?.number ?? 0)) batches.push(batch)
        call.respond({ status: usageStatus, headers: [] }, JSON.stringify({ applied: batch.number }))
        return
      }
      if (path !== snapshotStreamPath || identity?.role !== 'internal') {
        call.respond({ status: 401, headers: [] })
        return
      }
      asked.push(query)
      const writer = call.respondStream({ status: 200, headers: ['Content-Type', 'application/x-ndjson'] })
      writers.add(writer)
      call.onAbort(() => writers.delete(writer))
      if (isSilent) return
      if (query === `after=${changeNumber}`) write(writer, { type: 'heartbeat', changeNumber })
      else write(writer, { type: 'snapshot', changeNumber, entries: [...current.values()] })
    }
    void serve()
  })
  // As management does: who hears nothing for long begins anew, and a slow machine makes a test last for long.
  const heartbeat = setInterval(() => {
    if (!isSilent) for (const writer of writers) write(writer, { type: 'heartbeat', changeNumber })
  }, 1_000)
  return {
    address: `http://127.0.0.1:${server.port}`,
    asked,
    batches,
    posts: () => posts,
    answerUsageWith(status) {
      usageStatus = status
    },
    change(put, remove = []) {
      changeNumber += 1
      for (const entry of put) current.set(entry.id, entry)
      for (const id of remove) current.delete(id)
      for (const writer of writers) write(writer, { type: 'change', changeNumber, put, remove })
    },
    ask(question) {
      const id = `question-${answers.size + 1}`
      return new Promise((resolve) => {
        answers.set(id, resolve)
        for (const writer of writers) write(writer, { type: 'question', id, question })
      })
    },
    breakConnections() {
      for (const writer of writers) writer.abort()
      writers.clear()
    },
    setSilent() {
      isSilent = true
    },
    async close() {
      clearInterval(heartbeat)
      for (const writer of writers) writer.abort()
      await server.close(0)
    },
  }
}

export interface TestRole {
  readonly role: RunningRole
  readonly log: MemoryLog
  readonly dataFolder: string
  announce(addresses: Partial<Addresses>): void
  /** Status and body of a call with the key. */
  call(path: string, init?: RequestInit): Promise<{ readonly status: number; readonly body: string }>
}

export interface TestRoleOptions {
  readonly dataFolder: string
  readonly management: string | null
  readonly workers?: number
  readonly httpPort?: number
}

export async function startTestRole(options: TestRoleOptions): Promise<TestRole> {
  const log = createMemoryLog()
  let addresses: Addresses = { ...noAddresses, management: options.management }
  const listeners: ((addresses: Addresses) => void)[] = []
  const config = {
    ...loadConfig({ environment: { SLUICE_DATA: options.dataFolder }, workingFolder: options.dataFolder }),
    host: '127.0.0.1',
    gatewayHttpPort: options.httpPort ?? 0,
    gatewayHttpsPort: 0,
    gatewayWorkers: options.workers ?? 2,
    hostMap: [{ pattern: 'echo.example.com', target: 'echo' as const }],
    secretKey,
    logLevel: 'silent' as const,
  }
  const book = {
    current: () => addresses,
    onChange: (listener: (typeof listeners)[number]) => void listeners.push(listener),
  }
  const role = await startGatewayRole({ config, log, addresses: book })
  return {
    role,
    log,
    dataFolder: options.dataFolder,
    announce(changed) {
      addresses = { ...addresses, ...changed }
      for (const listener of listeners) listener(addresses)
    },
    async call(path, init = {}) {
      const headers = { 'Ocp-Apim-Subscription-Key': key, ...(init.headers as Record<string, string> | undefined) }
      const response = await fetch(`${role.addresses.gatewayHttp}${path}`, { ...init, headers })
      return { status: response.status, body: await response.text() }
    },
  }
}

/** Makes a temporary data folder; `remove` takes all of them away. */
export function temporaryFolders() {
  const folders: string[] = []
  return {
    make() {
      const folder = mkdtempSync(join(tmpdir(), 'sluice-gateway-'))
      folders.push(folder)
      return folder
    },
    remove() {
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Waits for something that comes by itself; the test's own time limit ends it when it never does. */
export async function eventually(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise<void>((resolve) => setTimeout(resolve, 5))
}
