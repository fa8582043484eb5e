import * as z from 'zod'

export const loggerTypes = ['azureEventHub', 'applicationInsights', 'azureMonitor'] as const

/** @see reference: API Management, 1.10 */
export const loggerProperties = z.object({
  loggerType: z.enum(loggerTypes),
  description: z.string().max(256).nullable().optional(),
  credentials: z.record(z.string().min(1), z.string()).nullable().optional(),
  isBuffered: z.boolean().default(true),
  resourceId: z.string().nullable().optional(),
})
export type LoggerProperties = z.infer<typeof loggerProperties>
