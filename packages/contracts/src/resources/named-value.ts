import * as z from 'zod'
import { keyVaultReference } from './certificate.ts'

/** @see reference: API Management, 1.9 */
export const namedValueProperties = z.object({
  displayName: z
    .string()
    .min(1)
    .max(256)
    .regex(/^[A-Za-z0-9-._]+$/, 'must hold only letters, digits, periods, dashes and underscores'),
  value: z.string().max(4096).regex(/\S/, 'must not be empty or blank').optional(),
  secret: z.boolean().default(false),
  tags: z.array(z.string().min(1)).max(32).optional(),
  keyVault: keyVaultReference,
})
export type NamedValueProperties = z.infer<typeof namedValueProperties>
