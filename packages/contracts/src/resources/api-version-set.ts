import * as z from 'zod'

/** @see reference: API Management, 1.4 */
export const apiVersionSetProperties = z
  .object({
    displayName: z.string().min(1).max(100),
    versioningScheme: z.enum(['Segment', 'Query', 'Header']),
    versionQueryName: z.string().min(1).max(100).nullable().optional(),
    versionHeaderName: z
      .string()
      .min(1)
      .max(100)
      .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'must be the name of an HTTP header')
      .nullable()
      .optional(),
    description: z.string().nullable().optional(),
  })
  .superRefine((set, context) => {
    const needed = { Segment: undefined, Query: 'versionQueryName', Header: 'versionHeaderName' } as const
    const name = needed[set.versioningScheme]
    if (name === undefined || set[name]) return
    context.addIssue({
      code: 'custom',
      path: [name],
      message: `is required for the versioning scheme '${set.versioningScheme}'`,
    })
  })
export type ApiVersionSetProperties = z.infer<typeof apiVersionSetProperties>
