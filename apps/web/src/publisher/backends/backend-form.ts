import { type BackendProperties, toSeconds } from '@sluice/contracts'
import * as z from 'zod'
import { parseRanges, rangesText } from './status-ranges.ts'

const pair = z.object({ name: z.string(), value: z.string() })
const wholeNumber = (min: number, max: number) => z.number().int().min(min).max(max)

const rule = z.object({
  name: z.string(),
  measure: z.enum(['count', 'percentage']),
  limit: wholeNumber(1, 1_000_000),
  intervalSeconds: wholeNumber(1, 86_400 * 365),
  tripSeconds: wholeNumber(1, 86_400 * 365),
  /** `429, 500-599` */
  statusCodes: z.string(),
  /** Separated by commas. */
  errorReasons: z.string(),
  acceptRetryAfter: z.boolean(),
})

/** What the form holds; fields are called like the properties that they are about. */
export const backendForm = z.object({
  title: z.string().max(300),
  description: z.string().max(2000),
  type: z.enum(['Single', 'Pool']),
  url: z.string().max(2000),
  protocol: z.enum(['http', 'soap']),
  pool: z.object({
    services: z.array(
      z.object({
        id: z.string().min(1),
        weight: wholeNumber(0, 100).nullable(),
        priority: wholeNumber(0, 100).nullable(),
      }),
    ),
  }),
  credentials: z.object({
    header: z.array(pair),
    query: z.array(pair),
    authorization: z.object({ scheme: z.string().max(100), parameter: z.string().max(300) }),
    certificateIds: z.array(z.string()),
  }),
  tls: z.object({ validateCertificateChain: z.boolean(), validateCertificateName: z.boolean() }),
  proxy: z.object({ url: z.string().max(2000), username: z.string(), password: z.string() }),
  circuitBreaker: z.object({ rules: z.array(rule) }),
})
export type BackendForm = z.infer<typeof backendForm>
export type RuleForm = z.infer<typeof rule>

/** The same with what a save asks for, said in the words of the page. */
export const checkedBackendForm = (texts: {
  readonly address: string
  readonly members: string
  readonly statusCodes: string
}) =>
  backendForm.superRefine(({ type, url, pool, circuitBreaker }, context) => {
    const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
    if (type === 'Single' && !/^(https?:\/\/|\{\{)\S/.test(url.trim())) refuse(['url'], texts.address)
    if (type === 'Pool' && pool.services.length === 0) refuse(['type'], texts.members)
    for (const [index, { statusCodes }] of circuitBreaker.rules.entries()) {
      if (parseRanges(statusCodes) === undefined) {
        refuse(['circuitBreaker', 'rules', index, 'statusCodes'], texts.statusCodes)
      }
    }
  })

export const emptyRule: RuleForm = {
  name: '',
  measure: 'count',
  limit: 5,
  intervalSeconds: 60,
  tripSeconds: 60,
  statusCodes: '500-599',
  errorReasons: '',
  acceptRetryAfter: true,
}

export const emptyBackend: BackendForm = {
  title: '',
  description: '',
  type: 'Single',
  url: '',
  protocol: 'http',
  pool: { services: [] },
  credentials: { header: [], query: [], authorization: { scheme: '', parameter: '' }, certificateIds: [] },
  tls: { validateCertificateChain: true, validateCertificateName: true },
  proxy: { url: '', username: '', password: '' },
  circuitBreaker: { rules: [] },
}

type Pairs = BackendForm['credentials']['header']

/** One row for each value: a name may have several. */
const toPairs = (record: Readonly<Record<string, readonly string[]>> | null | undefined): Pairs =>
  Object.entries(record ?? {}).flatMap(([name, values]) => values.map((value) => ({ name, value })))

function fromPairs(pairs: Pairs): Record<string, string[]> | undefined {
  const record: Record<string, string[]> = {}
  for (const { name, value } of pairs) {
    const key = name.trim()
    if (key === '') continue
    record[key] = [...(record[key] ?? []), value]
  }
  return Object.keys(record).length === 0 ? undefined : record
}

/** The last part of a reference, in which case its letters are does not matter. */
const nameIn = (reference: string) => reference.slice(reference.lastIndexOf('/') + 1).toLowerCase()

export function toForm(backend: BackendProperties): BackendForm {
  const { credentials, proxy, tls, pool, circuitBreaker } = backend
  return {
    title: backend.title ?? '',
    description: backend.description ?? '',
    type: backend.type,
    url: backend.url ?? '',
    protocol: backend.protocol ?? 'http',
    pool: {
      services: (pool?.services ?? []).map(({ id, weight, priority }) => ({
        id: nameIn(id),
        weight: weight ?? null,
        priority: priority ?? null,
      })),
    },
    credentials: {
      header: toPairs(credentials?.header),
      query: toPairs(credentials?.query),
      authorization: {
        scheme: credentials?.authorization?.scheme ?? '',
        parameter: credentials?.authorization?.parameter ?? '',
      },
      certificateIds: (credentials?.certificateIds ?? []).map(nameIn),
    },
    tls: {
      validateCertificateChain: tls?.validateCertificateChain ?? true,
      validateCertificateName: tls?.validateCertificateName ?? true,
    },
    proxy: { url: proxy?.url ?? '', username: proxy?.username ?? '', password: proxy?.password ?? '' },
    circuitBreaker: { rules: (circuitBreaker?.rules ?? []).map(toRuleForm) },
  }
}

type Rule = NonNullable<BackendProperties['circuitBreaker']>['rules'][number]

const toRuleForm = ({ name, failureCondition, tripDuration, acceptRetryAfter }: Rule): RuleForm => ({
  name: name ?? '',
  measure: failureCondition.count == null ? 'percentage' : 'count',
  limit: failureCondition.count ?? failureCondition.percentage ?? 1,
  intervalSeconds: toSeconds(failureCondition.interval) ?? 60,
  tripSeconds: toSeconds(tripDuration) ?? 60,
  statusCodes: rangesText(failureCondition.statusCodeRanges ?? []),
  errorReasons: (failureCondition.errorReasons ?? []).join(', '),
  acceptRetryAfter,
})

/**
 * @param saved what is there: what the form does not show stays as it is
 * @param serviceId references are sent in full
 */
export function toProperties(
  form: BackendForm,
  saved: Partial<BackendProperties>,
  serviceId: string,
): Record<string, unknown> {
  const { type, title, description, tls, proxy, circuitBreaker } = form
  const isPool = type === 'Pool'
  return {
    ...(saved.resourceId == null ? {} : { resourceId: saved.resourceId }),
    type,
    title: title.trim() || null,
    description: description.trim() || null,
    ...(isPool
      ? {
          pool: {
            services: form.pool.services.map(({ id, weight, priority }) => ({
              id: `${serviceId}/backends/${id}`,
              ...(weight === null ? {} : { weight }),
              ...(priority === null ? {} : { priority }),
            })),
          },
        }
      : {
          url: form.url.trim(),
          protocol: form.protocol,
          credentials: toCredentials(form.credentials, saved.credentials ?? {}, serviceId),
          tls,
          proxy:
            proxy.url.trim() === ''
              ? null
              : { url: proxy.url.trim(), username: proxy.username || null, password: proxy.password || null },
        }),
    circuitBreaker: circuitBreaker.rules.length === 0 ? null : { rules: circuitBreaker.rules.map(toRule) },
  }
}

function toCredentials(
  { header, query, authorization, certificateIds }: BackendForm['credentials'],
  saved: NonNullable<BackendProperties['credentials']>,
  serviceId: string,
) {
  const headers = fromPairs(header)
  const queries = fromPairs(query)
  const credentials = {
    ...(headers === undefined ? {} : { header: headers }),
    ...(queries === undefined ? {} : { query: queries }),
    ...(authorization.scheme.trim() === '' ? {} : { authorization }),
    ...(certificateIds.length === 0
      ? {}
      : { certificateIds: certificateIds.map((id) => `${serviceId}/certificates/${id}`) }),
    ...(saved.certificate == null || saved.certificate.length === 0 ? {} : { certificate: saved.certificate }),
  }
  return Object.keys(credentials).length === 0 ? null : credentials
}

const toRule = (form: RuleForm) => {
  const ranges = parseRanges(form.statusCodes) ?? []
  const reasons = form.errorReasons
    .split(',')
    .map((reason) => reason.trim())
    .filter((reason) => reason !== '')
  return {
    name: form.name.trim() || null,
    failureCondition: {
      [form.measure]: form.limit,
      interval: `PT${form.intervalSeconds}S`,
      ...(ranges.length === 0 ? {} : { statusCodeRanges: ranges }),
      ...(reasons.length === 0 ? {} : { errorReasons: reasons }),
    },
    tripDuration: `PT${form.tripSeconds}S`,
    acceptRetryAfter: form.acceptRetryAfter,
  }
}
