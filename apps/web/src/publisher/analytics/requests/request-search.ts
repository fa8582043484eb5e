import * as z from 'zod'
import { isStatusSearch, outcomeChoices } from '../../../shared/usage/call-search.ts'

const text = z.coerce.string().optional().catch(undefined)

/** What is looked for in the log of calls; stands in the address, beside time and filters of analytics. */
export const requestSearch = z.object({
  /** In the address that was called, or an identifier of a call. */
  q: text,
  outcome: z.enum(outcomeChoices).optional().catch(undefined),
  /** `404` or `4xx`. */
  status: z.coerce.string().refine(isStatusSearch).optional().catch(undefined),
  ip: text,
  /** Where the page begins, as the page before has told; undefined = with the newest. */
  after: text,
})
export type RequestSearch = z.infer<typeof requestSearch>
