import * as z from 'zod'

export const parameterContract = z.object({
  name: z.string().min(1),
  type: z.string().min(1),
  description: z.string().nullable().optional(),
  defaultValue: z.string().nullable().optional(),
  required: z.boolean().optional(),
  values: z.array(z.string()).optional(),
  schemaId: z.string().nullable().optional(),
  typeName: z.string().nullable().optional(),
  examples: z.record(z.string(), z.unknown()).optional(),
})

const representation = z.object({
  contentType: z.string().min(1),
  schemaId: z.string().nullable().optional(),
  typeName: z.string().nullable().optional(),
  formParameters: z.array(parameterContract).optional(),
  examples: z.record(z.string(), z.unknown()).optional(),
})

const request = z.object({
  description: z.string().nullable().optional(),
  queryParameters: z.array(parameterContract).optional(),
  headers: z.array(parameterContract).optional(),
  representations: z.array(representation).optional(),
})

const response = z.object({
  statusCode: z.int().min(100).max(599),
  description: z.string().nullable().optional(),
  representations: z.array(representation).optional(),
  headers: z.array(parameterContract).optional(),
})

/** @see reference: API Management, 1.5 */
export const operationProperties = z.object({
  displayName: z.string().min(1).max(300),
  method: z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'must be an HTTP method'),
  urlTemplate: z.string().min(1).max(1000),
  templateParameters: z.array(parameterContract).default([]),
  description: z.string().max(1000).nullable().optional(),
  request: request.nullable().optional(),
  responses: z.array(response).optional(),
})
export type OperationProperties = z.infer<typeof operationProperties>
