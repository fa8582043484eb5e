import * as z from 'zod'
import { emailAddress } from './email-address.ts'

const portalStatus = z.enum(['Enabled', 'Disabled'])

/** @see reference: API Management, 1.2 */
export const serviceProperties = z.object({
  publisherEmail: emailAddress.max(100),
  publisherName: z.string().min(1).max(100),
  notificationSenderEmail: emailAddress.max(100).optional(),
  customProperties: z.record(z.string(), z.string()).nullable().optional(),
  developerPortalStatus: portalStatus.optional(),
  legacyPortalStatus: portalStatus.optional(),
  apiVersionConstraint: z.object({ minApiVersion: z.string().nullable().optional() }).nullable().optional(),
  virtualNetworkType: z
    .literal('None', { error: "must be 'None': which networks reach a service is decided where it runs" })
    .optional(),
  publicNetworkAccess: z
    .literal('Enabled', { error: "must be 'Enabled': which networks reach a service is decided where it runs" })
    .optional(),
  disableGateway: z
    .literal(false, { error: 'must be false: a gateway is left out by not starting the role gateway' })
    .nullable()
    .optional(),
  restore: z.boolean().nullable().optional().describe('true = bring back the deleted service of this name'),
})
export type ServiceProperties = z.infer<typeof serviceProperties>

export const serviceSkuNames = [
  'Developer',
  'Basic',
  'Standard',
  'Premium',
  'Consumption',
  'Isolated',
  'BasicV2',
  'StandardV2',
  'PremiumV2',
] as const

export const serviceSku = z.object({
  name: z.enum(serviceSkuNames),
  capacity: z.int().min(0).default(1),
})
