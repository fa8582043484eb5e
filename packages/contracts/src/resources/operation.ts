import * as z from 'zod'

const parameter = z.strictObject({
  name: z.string().min(1),
  type: z.string().min(1),
  description: z.string().nullable().optional(),
  defaultValue: z.string().nullable().optional(),
  required: z.boolean().optional(),
  values: z.array(z.string()).optional(),
})

/** @see reference: API Management, 1.5 */
export const operationProperties = z.strictObject({
  displayName: z.string().min(1).max(300),
  method: z.string().min(1),
  urlTemplate: z.string().min(1).max(1000),
  description: z.string().max(1000).nullable().optional(),
  templateParameters: z.array(parameter).default([]),
})
export type OperationProperties = z.infer<typeof operationProperties>
