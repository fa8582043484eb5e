import type { UsageBatch } from '@sluice/contracts'
import * as z from 'zod'

const whole = z.int().min(0)
/** Identifiers are short; what is longer is none of a gateway. */
const identifier = z.string().min(1).max(1000)

const dimensions = {
  service: identifier,
  api: identifier.optional(),
  operation: identifier.optional(),
  product: identifier.optional(),
  subscription: identifier.optional(),
  user: identifier.optional(),
  backend: identifier.optional(),
  status: whole.max(999),
  cache: z.enum(['hit', 'miss', 'none']),
}

const latency = z.object({
  count: whole,
  sum: whole,
  min: whole,
  max: whole,
  buckets: z.array(whole).refine(isAscending, 'must be pairs of bucket and calls, ascending by bucket'),
})

function isAscending(buckets: readonly number[]): boolean {
  if (buckets.length % 2 !== 0) return false
  for (let index = 2; index < buckets.length; index += 2) {
    if ((buckets[index] ?? 0) <= (buckets[index - 2] ?? 0)) return false
  }
  return true
}

const cell = z.object({
  ...dimensions,
  minute: whole,
  calls: whole,
  bytesIn: whole,
  bytesOut: whole,
  apiTime: latency,
  serviceTime: latency,
})

/** What is searched for is checked; the rest is kept as it came. */
const record = z.looseObject({
  ...dimensions,
  requestId: identifier,
  timestamp: whole,
  method: z.string().max(100),
  url: z.string(),
  callerIpAddress: z.string().max(100),
  requestSize: whole,
  responseSize: whole,
  apiTime: whole,
  refusal: z.looseObject({ rule: z.string(), reason: z.string() }).optional(),
})

const contract = z
  .object({
    gateway: z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits'),
    number: z.int().min(1),
    oldest: z.int().min(1).optional(),
    cells: z.array(cell),
    records: z.array(record),
  })
  .refine(({ number, oldest = number }) => oldest <= number, {
    path: ['oldest'],
    error: 'must not be later than the batch itself',
  })

/** A batch as gateways send it: nothing of one that is not whole is taken. */
export const usageBatch = contract as unknown as z.ZodType<UsageBatch>
