import * as z from 'zod'

export const jobStates = ['not-started', 'queued', 'running', 'finished', 'failed', 'cancelled'] as const

/** What a list of jobs shows, and whether the form of a new one is open. */
export const jobSearch = z.object({
  page: z.coerce.number().int().min(1).optional().catch(undefined),
  state: z.enum(jobStates).optional().catch(undefined),
  dialog: z.literal('new').optional().catch(undefined),
})
export type JobSearch = z.infer<typeof jobSearch>
