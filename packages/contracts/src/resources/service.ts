import * as z from 'zod'
import { emailAddress } from './email-address.ts'

/** @see reference: API Management, 1.2 */
export const serviceProperties = z.object({
  publisherEmail: emailAddress.max(100),
  publisherName: z.string().min(1).max(100),
  notificationSenderEmail: emailAddress.max(100).optional(),
  customProperties: z.record(z.string(), z.string()).optional(),
})
export type ServiceProperties = z.infer<typeof serviceProperties>

export const serviceSku = z.object({
  name: z.enum([
    'Developer',
    'Basic',
    'Standard',
    'Premium',
    'Consumption',
    'Isolated',
    'BasicV2',
    'StandardV2',
    'PremiumV2',
  ]),
  capacity: z.int().min(0).default(1),
})
