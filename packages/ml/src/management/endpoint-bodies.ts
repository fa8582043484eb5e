import { AppError, type Fault } from '@sluice/contracts'
import type { ServerCall } from '@sluice/platform'
import * as z from 'zod'
import { parseRequestJson } from '../endpoints/request-json.ts'
import type { EndpointSettings } from '../web-services/endpoint-changes.ts'

const maxBodyBytes = 1_000_000

/** Clients write booleans as words, too. */
const looseBoolean = z.union([
  z.boolean(),
  z
    .string()
    .regex(/^(true|false)$/i, 'must be true or false')
    .transform((word) => word.toLowerCase() === 'true'),
])
const textOrNull = z.string().max(4000).nullish()

const settings = {
  Description: textOrNull,
  ThrottleLevel: z.enum(['Low', 'High']).nullish(),
  MaxConcurrentCalls: z.number().nullish(),
  PreventUpdate: looseBoolean.nullish(),
  SampleDataEnabled: looseBoolean.nullish(),
  /** Ours: the label column may be left out of calls. */
  LabelOptional: looseBoolean.nullish(),
  DiagnosticsTraceLevel: z.enum(['None', 'Error', 'All']).nullish(),
}

/** Members that are not known are passed over: clients send the whole object that they read. */
export const createEndpointBody = z.object(settings)
export const patchEndpointBody = z.object({
  ...settings,
  Resources: z
    .array(
      z.object({
        Name: z.string(),
        Location: z.object({
          BaseLocation: z.string().nullish(),
          RelativeLocation: z.string().nullish(),
          SasBlobToken: z.string().nullish(),
        }),
      }),
    )
    .max(100)
    .nullish(),
})
export const refreshBody = z.object({ OverwriteResources: looseBoolean.nullish() })
export const regenerateKeyBody = z.object({ KeyType: z.enum(['Primary', 'Secondary']) })

/** @throws AppError `ManagementBodyInvalid` with every fault, `RequestBodyInvalid` for what is no JSON */
export async function readManagementBody<Schema extends z.ZodType>(
  call: ServerCall,
  schema: Schema,
  { isOptional = false } = {},
): Promise<z.infer<Schema>> {
  const bytes = await call.body.bytes(maxBodyBytes)
  const given = bytes.byteLength === 0 && isOptional ? {} : parseRequestJson(bytes, call.header('content-type'))
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues
    .slice(0, 20)
    .map(({ path, message }): Fault => ({ code: 'Value', target: path.map(String).join('.') || 'body', message }))
  throw new AppError('ManagementBodyInvalid', {}, { faults })
}

/** What a body sets beside concurrency; members that are null or absent set nothing. */
export const toSettings = (body: z.infer<typeof createEndpointBody>): EndpointSettings => ({
  ...(body.Description == null ? {} : { description: body.Description }),
  ...(body.PreventUpdate == null ? {} : { preventUpdate: body.PreventUpdate }),
  ...(body.SampleDataEnabled == null ? {} : { isSampleDataEnabled: body.SampleDataEnabled }),
  ...(body.LabelOptional == null ? {} : { isLabelOptional: body.LabelOptional }),
  ...(body.DiagnosticsTraceLevel == null ? {} : { diagnosticsTraceLevel: body.DiagnosticsTraceLevel }),
})
