import * as z from 'zod'

const text = z.coerce.string().optional().catch(undefined)
export const requestOutcomes = ['success', 'blocked', 'failed', 'other'] as const

/** What is looked for in the log of calls; stands in the address, beside time and filters of analytics. */
export const requestSearch = z.object({
  /** In the address that was called, or an identifier of a call. */
  q: text,
  outcome: z.enum(requestOutcomes).optional().catch(undefined),
  status: z.coerce.number().int().min(0).max(999).optional().catch(undefined),
  ip: text,
  /** Where the page begins, as the page before has told; undefined = with the newest. */
  after: text,
})
export type RequestSearch = z.infer<typeof requestSearch>
