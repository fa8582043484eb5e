import * as z from 'zod'

const masking = z.array(z.object({ value: z.string().min(1), mode: z.enum(['Mask', 'Hide']) }))

const message = z.object({
  headers: z.array(z.string().min(1)).nullable().optional(),
  body: z
    .object({ bytes: z.int().min(0).max(8192) })
    .nullable()
    .optional(),
  dataMasking: z
    .object({ queryParams: masking.nullable().optional(), headers: masking.nullable().optional() })
    .nullable()
    .optional(),
})

const direction = z
  .object({ request: message.nullable().optional(), response: message.nullable().optional() })
  .nullable()
  .optional()

/** @see reference: API Management, 1.10 */
export const diagnosticProperties = z.object({
  loggerId: z.string().min(1),
  alwaysLog: z.enum(['allErrors']).nullable().optional(),
  sampling: z
    .object({ samplingType: z.enum(['fixed']).default('fixed'), percentage: z.number().min(0).max(100) })
    .nullable()
    .optional(),
  verbosity: z.enum(['verbose', 'information', 'error']).nullable().optional(),
  httpCorrelationProtocol: z.enum(['None', 'Legacy', 'W3C']).nullable().optional(),
  logClientIp: z.boolean().default(false),
  metrics: z.boolean().nullable().optional(),
  operationNameFormat: z.enum(['Name', 'Url']).default('Name'),
  frontend: direction,
  backend: direction,
})
export type DiagnosticProperties = z.infer<typeof diagnosticProperties>
