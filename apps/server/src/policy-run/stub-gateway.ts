import { allocateCounterTable, createGateway, createMemoryResponseCache, createSharedCounters } from '@sluice/gateway'
import type {
  FixedClock,
  LogRecord,
  MemoryClient,
  MemoryOrigin,
  MemoryOutgoing,
  MemoryResponse,
} from '@sluice/platform'
import { createFixedClock } from '@sluice/platform/fixed-clock'
import { createMemoryCall } from '@sluice/platform/memory-call'
import { createMemoryClient } from '@sluice/platform/memory-client'
import { createMemoryLog } from '@sluice/platform/memory-log'
import { createMemoryOutgoing } from '@sluice/platform/memory-outgoing'
import { openPfx } from '@sluice/platform/read-pfx'
import type { Message } from './message-text.ts'
import { type StubInstance, stubHash, stubKey, toStubEntries } from './stub-entries.ts'

/** Who answers in place of backends and services. */
export interface StubAnswers {
  /** @param address scheme, host and port @param target path and query */
  backendAt(address: string, target: string): MemoryOrigin
  /** @throws what an exchange would, when nobody answers */
  service(request: Request): Response
}

/**
 * A whole gateway without sockets and without time: its clock goes on only when it is told to, or when a policy waits.
 * Everything is the gateway's own but what is outside of it, so that a document does here what it does when it is saved.
 */
export interface StubGateway {
  readonly clock: FixedClock
  /** What went to backends. */
  readonly client: MemoryClient
  /** What went to services that policies ask. */
  readonly outgoing: MemoryOutgoing
  readonly log: readonly LogRecord[]
  /** Sends a request, with the key of the subscription where there is one, unless the request says another or none. */
  send(request: Message): Promise<MemoryResponse>
}

const keyHeader = 'ocp-apim-subscription-key'
const counterSlots = 1024
/** Of the hash of counters; any numbers do, and the same ones give the same run. */
const counterSeed = Int32Array.of(1, 2, 3, 4)
const cacheBytes = 8 * 1024 * 1024

export function createStubGateway(instance: StubInstance, answers: StubAnswers): StubGateway {
  const { settings } = instance
  const clock = createFixedClock(settings.startMs)
  const log = createMemoryLog()
  const client = createMemoryClient((address, target) => answers.backendAt(address, target))
  const outgoing = createMemoryOutgoing((request) => answers.service(request))
  const gateway = createGateway({
    clock,
    outgoing,
    log,
    client,
    counters: createSharedCounters(allocateCounterTable(counterSlots, counterSeed), clock),
    cache: createMemoryResponseCache(cacheBytes),
    lookupHash: stubHash,
    openSecret: (sealed) => sealed,
    openPfx,
    createRequestId: () => '11111111-2222-4333-8444-555555555555',
    // Nobody waits here: the clock goes on.
    wait: async (milliseconds) => clock.advance(milliseconds),
    random: () => 0.5,
  })
  const entries = toStubEntries(instance, new Date(clock.now()).toISOString())
  gateway.apply({ type: 'snapshot', changeNumber: 1, entries })
  return {
    clock,
    client,
    outgoing,
    log: log.records,
    send({ start, headers, absent, body }) {
      const [method = '', address = ''] = start.split(' ')
      const url = address.startsWith('/') || address === '*' ? undefined : new URL(address)
      const isKeyWritten = [...headers.map(([name]) => name), ...absent].some(
        (name) => name.toLowerCase() === keyHeader,
      )
      const key = settings.subscription === undefined || isKeyWritten ? [] : ['Ocp-Apim-Subscription-Key', stubKey]
      const { call, response } = createMemoryCall({
        method,
        target: url === undefined ? address : `${url.pathname}${url.search}`,
        isSecure: url === undefined || url.protocol === 'https:',
        remoteAddress: settings.clientAddress,
        headers: ['Host', url?.host ?? 'localhost', ...key, ...headers.flat()],
        ...(body === undefined ? {} : { body }),
      })
      gateway.handle(call)
      return response
    },
  }
}
