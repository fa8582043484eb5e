import {
  createFixedClock,
  createMemoryClient,
  createMemoryOutgoing,
  type FixedClock,
  type MemoryOutgoing,
} from '@sluice/platform'
import { createFlights } from '../cache/flights.ts'
import { createMemoryResponseCache } from '../cache/memory-response-cache.ts'
import { createMemoryValueCache } from '../cache/memory-value-cache.ts'
import { createMemorySemanticCache } from '../cache/semantic-cache.ts'
import { allocateCounterTable } from '../counters/counter-table.ts'
import { createSharedCounters } from '../counters/shared-counters.ts'
import { createOpenIdKeys } from '../jwt/openid-keys.ts'
import { createRequestSender } from '../outgoing/send-request.ts'
import { createRevocationLists } from '../revocation/revocation-lists.ts'
import { createInlineXmlChecker } from '../schemas/xml/inline-xml-checker.ts'
import { noExpressions } from './expressions.ts'
import type { PolicyServices } from './policy-services.ts'
import type { MetricPoint, TraceRecord } from './telemetry.ts'

export interface TestServices extends PolicyServices {
  readonly clock: FixedClock
  /** Milliseconds that policies waited; the clock went on by them. */
  readonly waits: readonly number[]
  /** What was asked besides backends. */
  readonly outgoing: MemoryOutgoing
  /** What policies told. */
  readonly traces: readonly TraceRecord[]
  readonly metrics: readonly MetricPoint[]
}

export interface TestServiceOptions {
  readonly clock?: FixedClock
  /** Answers what is asked besides backends; default: nobody is there. */
  readonly outgoing?: (request: Request) => Response | Promise<Response>
}

/** What policies may use, in memory: nobody waits, nothing is by chance. */
export function createTestServices(
  overrides: Partial<PolicyServices> = {},
  options: TestServiceOptions = {},
): TestServices {
  const { clock = createFixedClock() } = options
  const waits: number[] = []
  const traces: TraceRecord[] = []
  const metrics: MetricPoint[] = []
  const outgoing = createMemoryOutgoing(options.outgoing ?? nobody)
  return {
    counters: createSharedCounters(allocateCounterTable(1024, Int32Array.of(1, 2, 3, 4)), clock),
    cache: createMemoryResponseCache(8 * 1024 * 1024),
    flights: createFlights(),
    semanticCache: createMemorySemanticCache(1024 * 1024),
    values: createMemoryValueCache(1024 * 1024),
    openIdKeys: createOpenIdKeys({ outgoing, clock }),
    revocationLists: createRevocationLists({ outgoing, clock }),
    sender: createRequestSender({ client: createMemoryClient({}), outgoing, hostMap: () => [] }),
    telemetry: {
      trace: (record) => traces.push(record),
      metric: (point) => metrics.push(point),
    },
    expressions: noExpressions,
    xmlSchemas: createInlineXmlChecker(),
    async wait(milliseconds) {
      waits.push(milliseconds)
      clock.advance(milliseconds)
    },
    random: () => 0.5,
    forward: () => Promise.resolve(),
    ...overrides,
    clock,
    waits,
    outgoing,
    traces,
    metrics,
  }
}

const nobody = (): never => {
  throw new Error('nobody is there')
}
