import * as z from 'zod'
import { columnTypes } from '../ml/column-schema.ts'

export const endpointAnswer = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  createdAt: z.string(),
  version: z.string().describe('When it took over what it serves.'),
  isDefault: z.boolean(),
  /** The web service was published since. */
  isRefreshPossible: z.boolean(),
  throttleLevel: z.enum(['Low', 'High']),
  maxConcurrentCalls: z.int(),
  preventUpdate: z.boolean(),
  isSampleDataEnabled: z.boolean(),
  isLabelOptional: z.boolean(),
  diagnosticsTraceLevel: z.enum(['None', 'Error', 'All']),
  apiLocation: z.string().describe('The scoring address; `/execute`, `/v2/…` and `/invocations` are below it.'),
  helpLocation: z.string(),
  resources: z.array(z.strictObject({ name: z.string(), kind: z.enum(['TrainedModel', 'Transformation', 'Dataset']) })),
})
export type EndpointAnswer = Readonly<z.infer<typeof endpointAnswer>>

const tableReply = z.strictObject({
  type: z.literal('table'),
  value: z.strictObject({
    ColumnNames: z.array(z.string()),
    ColumnTypes: z.array(z.string()),
    Values: z.array(z.array(z.string().nullable())),
  }),
})

export const testCallAnswer = z.strictObject({ Results: z.record(z.string(), tableReply), durationMs: z.number() })
export type TestCallAnswer = Readonly<z.infer<typeof testCallAnswer>>

const samples = z.strictObject({ curl: z.string(), python: z.string(), csharp: z.string(), r: z.string() })
const call = z.strictObject({
  title: z.string(),
  method: z.string(),
  uri: z.string(),
  requestBody: z.unknown(),
  responseStatus: z.string(),
  responseBody: z.unknown(),
  samples: samples.optional(),
})
export type EndpointHelpCall = Readonly<z.infer<typeof call>>
const ports = z.array(
  z.strictObject({
    name: z.string(),
    description: z.string(),
    columns: z.array(z.strictObject({ name: z.string(), type: z.enum(columnTypes), isOptional: z.boolean() })),
  }),
)

/** What the help pages of an endpoint are made of. */
export const endpointHelpAnswer = z.strictObject({
  name: z.string(),
  description: z.string(),
  updatedAt: z.string(),
  baseUrl: z.string(),
  inputs: ports,
  outputs: ports,
  parameters: z.array(
    z.strictObject({
      name: z.string(),
      type: z.string(),
      description: z.string(),
      isRequired: z.boolean(),
      defaultValue: z.unknown(),
    }),
  ),
  score: z.array(call),
  jobs: z.array(call),
  update: z.strictObject({ resources: z.array(z.string()), calls: z.array(call) }),
  errors: z.array(z.strictObject({ status: z.int(), code: z.string(), detail: z.string(), remedy: z.string() })),
})
export type EndpointHelpAnswer = Readonly<z.infer<typeof endpointHelpAnswer>>
