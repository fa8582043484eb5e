import * as z from 'zod'

/** A policy document or fragment that is to be checked as if it were saved. */
export const policyCheckRequest = z.object({
  value: z.string(),
  format: z.enum(['xml', 'rawxml'], { error: "must be 'xml' or 'rawxml'" }).default('xml'),
  scope: z.enum(['global', 'product', 'api', 'operation', 'fragment'], {
    error: "must be 'global', 'product', 'api', 'operation' or 'fragment'",
  }),
  /** Identifier, full or below the service, of what the document would stand at, or of the fragment. */
  resource: z.string().optional(),
})
export type PolicyCheckRequest = z.infer<typeof policyCheckRequest>

/** Lines and columns count from 1, columns in UTF-16 units; the end is behind the last character. */
export const policyFault = z.object({
  code: z.string(),
  message: z.string(),
  line: z.number(),
  column: z.number(),
  endLine: z.number().optional(),
  endColumn: z.number().optional(),
  /** The policy document that would become faulty, where it is another than what was sent; the place is in that one. */
  resourceId: z.string().optional(),
})
export type PolicyFault = z.infer<typeof policyFault>

export const policyCheckResult = z.object({ faults: z.array(policyFault) })
export type PolicyCheckResult = z.infer<typeof policyCheckResult>
