import { AppError, type QuotaCounter } from '@sluice/contracts'
import * as z from 'zod'
import { defineRoute, type RouteContext } from '../arm/define-route.ts'
import { parseContract } from '../arm/faults.ts'
import { mergePatch, readJsonObject } from '../arm/request-body.ts'
import { readQuotas, setQuota } from '../snapshot/quota-counters.ts'

const bytesPerKilobyte = 1024

const counterUpdate = z.object({
  callsCount: z.int().min(0).nullable().optional(),
  kbTransferred: z.number().min(0).nullable().optional(),
})

/** @see reference: API Management, 4.3 (quotas) */
export const quotaCounters = defineRoute({
  path: '/quotas/{quotaCounterKey}',
  method: 'GET',
  access: 'analyst',
  summary: 'What is counted for a quota, over all connected gateways',
  async answer(context) {
    const value = (await countersOf(context)).map((counter) => toView(counter, context))
    return { value, count: value.length }
  },
})

export const updateQuotaCounters = defineRoute({
  path: '/quotas/{quotaCounterKey}',
  method: 'PATCH',
  access: 'publisher',
  summary: 'Sets what is counted for a quota in the period that is running',
  async answer(context) {
    const update = await readUpdate(context)
    const [current] = await countersOf(context)
    if (current === undefined) throw noCounter()
    const counters = await setQuota(context.environment.gateways, addressOf(context), current.periodStartMs, update)
    const value = counters.map((counter) => toView(counter, context))
    return { value, count: value.length }
  },
})

export const quotaCounterOfPeriod = defineRoute({
  path: '/quotas/{quotaCounterKey}/periods/{quotaPeriodKey}',
  method: 'GET',
  access: 'analyst',
  summary: 'What is counted for a quota in one period',
  answer: async (context) => toView(ofPeriod(await countersOf(context), context), context),
})

export const updateQuotaCounterOfPeriod = defineRoute({
  path: '/quotas/{quotaCounterKey}/periods/{quotaPeriodKey}',
  method: 'PATCH',
  access: 'publisher',
  summary: 'Sets what is counted for a quota in one period',
  async answer(context) {
    const update = await readUpdate(context)
    const { periodStartMs } = ofPeriod(await countersOf(context), context)
    const counters = await setQuota(context.environment.gateways, addressOf(context), periodStartMs, update)
    return toView(ofPeriod(counters, context), context)
  },
})

const noCounter = () => new AppError('ResourceNotFound', { kind: 'Quota counter' })

const addressOf = ({ service, identifiers: { quotaCounterKey = '' } }: RouteContext) => ({
  service: service.name,
  counterKey: quotaCounterKey,
})

const countersOf = (context: RouteContext) => readQuotas(context.environment.gateways, addressOf(context))

/** Periods are named by the moment they begin. */
const periodKeyOf = ({ periodStartMs }: QuotaCounter): string => new Date(periodStartMs).toISOString()

function ofPeriod(counters: readonly QuotaCounter[], { identifiers: { quotaPeriodKey } }: RouteContext): QuotaCounter {
  const found = counters.find((counter) => periodKeyOf(counter) === quotaPeriodKey)
  if (found === undefined) throw noCounter()
  return found
}

async function readUpdate({ request }: RouteContext) {
  const sent = mergePatch({}, await readJsonObject(request))
  // The official client writes the fields into `properties`, the description of the API beside them.
  const { properties = sent } = sent
  const { callsCount, kbTransferred } = parseContract(counterUpdate, properties, 'properties')
  return {
    callsCount: callsCount ?? undefined,
    bytes: typeof kbTransferred === 'number' ? Math.round(kbTransferred * bytesPerKilobyte) : undefined,
  }
}

/** The end of a period that never ends is the last moment that clients in every language can read. */
const endOfTime = '9999-12-31T23:59:59.000Z'

const toView = (counter: QuotaCounter, { identifiers: { quotaCounterKey = '' } }: RouteContext) => ({
  counterKey: quotaCounterKey,
  periodKey: periodKeyOf(counter),
  periodStartTime: new Date(counter.periodStartMs).toISOString(),
  periodEndTime: counter.periodEndMs === null ? endOfTime : new Date(counter.periodEndMs).toISOString(),
  value: { callsCount: counter.callsCount, kbTransferred: counter.bytes / bytesPerKilobyte },
})
