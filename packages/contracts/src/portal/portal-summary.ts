import * as z from 'zod'
import { subscriptionStates } from '../resources/subscription.ts'

const count = z.number()

/** What the front page of the publisher portal counts. */
export const portalSummary = z.object({
  /** Revisions are not counted by themselves. */
  apis: count,
  products: z.object({ published: count, notPublished: count }),
  /** By state, as they are stored; `submitted` ones wait for approval. */
  subscriptions: z.record(z.enum(subscriptionStates), count),
  users: count,
  /** Neither resolved nor closed. */
  openIssues: count,
  /** Mails that were given up. */
  failedMails: count,
  gateways: z.object({
    connected: count,
    /** The last change that every connected gateway has been sent; null = none is connected, or one still gets everything. */
    changeNumber: count.nullable(),
  }),
})
export type PortalSummary = z.infer<typeof portalSummary>
