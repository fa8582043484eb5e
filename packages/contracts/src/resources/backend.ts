import * as z from 'zod'
import { duration, toSeconds } from './duration.ts'

const optionalText = (max: number) => z.string().min(1).max(max).nullable().optional()
const namedTexts = z.record(z.string().min(1), z.array(z.string()))

/** What a gateway sends along to prove itself to the backend. */
export const backendCredentials = z.object({
  header: namedTexts.nullable().optional(),
  query: namedTexts.nullable().optional(),
  authorization: z
    .object({ scheme: z.string().min(1).max(100), parameter: z.string().min(1).max(300) })
    .nullable()
    .optional(),
  certificateIds: z.array(z.string().min(1)).max(32).nullable().optional(),
  certificate: z.array(z.string().min(1)).max(32).nullable().optional(),
})
export type BackendCredentials = z.infer<typeof backendCredentials>

export const backendProxy = z.object({
  url: z.string().min(1).max(2000),
  username: z.string().nullable().optional(),
  password: z.string().nullable().optional(),
})
export type BackendProxy = z.infer<typeof backendProxy>

/** An interval or trip of no time would count nothing, or never open. */
const someTime = duration.refine((text) => toSeconds(text) !== 0, 'must be longer than no time')

const statusCode = z.int().min(200).max(599)

const circuitBreakerRule = z.object({
  name: z.string().min(1).max(80).nullable().optional(),
  failureCondition: z
    .object({
      count: z.int().min(1).nullable().optional(),
      percentage: z.int().min(1).max(100).nullable().optional(),
      interval: someTime,
      statusCodeRanges: z
        .array(
          z
            .object({ min: statusCode, max: statusCode })
            .refine(({ min, max }) => min <= max, 'must not have a min above its max'),
        )
        .max(10)
        .optional(),
      errorReasons: z.array(z.string().min(1).max(200)).max(10).optional(),
    })
    .refine(
      ({ count, percentage }) => (count == null) !== (percentage == null),
      'must have either a count or a percentage',
    ),
  tripDuration: someTime,
  acceptRetryAfter: z.boolean().default(false),
})

const poolMember = z.object({
  id: z.string().min(1),
  weight: z.int().min(0).max(100).nullable().optional(),
  priority: z.int().min(0).max(100).nullable().optional(),
})

/** @see reference: API Management, 1.10 */
export const backendProperties = z
  .object({
    title: optionalText(300),
    description: optionalText(2000),
    resourceId: optionalText(2000),
    type: z.enum(['Single', 'Pool']).default('Single'),
    url: optionalText(2000),
    protocol: z.enum(['http', 'soap']).nullable().optional(),
    pool: z
      .object({ services: z.array(poolMember).min(1).max(30) })
      .nullable()
      .optional(),
    credentials: backendCredentials.nullable().optional(),
    proxy: backendProxy.nullable().optional(),
    tls: z
      .object({
        validateCertificateChain: z.boolean().default(true),
        validateCertificateName: z.boolean().default(true),
      })
      .nullable()
      .optional(),
    circuitBreaker: z
      .object({ rules: z.array(circuitBreakerRule).max(15) })
      .nullable()
      .optional(),
  })
  .superRefine(({ type, url, protocol, pool }, context) => {
    const refuse = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message })
    if (type === 'Pool' && !pool) refuse('pool', 'is required for a backend of the type Pool')
    if (type === 'Pool') return
    if (pool) refuse('pool', 'needs the type to be Pool')
    if (!url) refuse('url', 'is required')
    if (!protocol) refuse('protocol', 'is required')
  })
export type BackendProperties = z.infer<typeof backendProperties>
