import * as z from 'zod'

/**
 * Access to a service with signatures instead of tokens.
 * @see reference: API Management, 4.1 and 4.3 (tenant)
 */
export const tenantAccessProperties = z.object({
  enabled: z.boolean().default(false),
  /** Taken and shown; it stands for nobody here. */
  principalId: z.string().nullable().optional(),
  primaryKey: z.string().min(1).max(256).optional(),
  secondaryKey: z.string().min(1).max(256).optional(),
})
export type TenantAccessProperties = z.infer<typeof tenantAccessProperties>
export const tenantAccessName = z.enum(['access', 'gitAccess'], { error: "must be 'access' or 'gitAccess'" })
