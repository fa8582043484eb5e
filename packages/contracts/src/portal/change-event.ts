import * as z from 'zod'

/** The event `change`: one resource of a service was written or removed. */
export const changeEvent = z.object({
  changeNumber: z.number(),
  resourceId: z.string(),
  action: z.enum(['create', 'update', 'delete']),
  /** Subject of whoever did it, or the name of a part of the program. */
  actor: z.string(),
  at: z.string(),
})
export type ChangeEvent = z.infer<typeof changeEvent>

/** The events `ready`, which comes first, and `reset`: what was read before this change may be out of date. */
export const changePosition = z.object({ changeNumber: z.number() })
export type ChangePosition = z.infer<typeof changePosition>

/** The event `own` of the developer portal: something of the signed-in user's changed. */
export const ownEvent = z.object({ kind: z.enum(['profile', 'subscriptions', 'issues']) })
export type OwnEvent = z.infer<typeof ownEvent>
