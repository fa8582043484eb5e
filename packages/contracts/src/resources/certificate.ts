import * as z from 'zod'

/** Where a secret of the compatible service's vault is; there is none here. */
export const keyVaultReference = z.looseObject({}).nullable().optional()

/** @see reference: API Management, 1.10 */
export const certificateProperties = z.object({
  /** PKCS #12, base64. */
  data: z.string().min(1).optional(),
  password: z.string().nullable().optional(),
  keyVault: keyVaultReference,
  subject: z.string().optional(),
  /** SHA-1 of the certificate, upper-case hexadecimal. */
  thumbprint: z.string().optional(),
  expirationDate: z.string().optional(),
})
export type CertificateProperties = z.infer<typeof certificateProperties>
