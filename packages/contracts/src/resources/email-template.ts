import * as z from 'zod'

/**
 * What was changed of a mail template; what is not there is as it was in the beginning.
 * @see reference: API Management, 1.12
 */
export const emailTemplateProperties = z.object({
  subject: z.string().min(1).max(1000).optional(),
  title: z.string().max(1000).optional(),
  description: z.string().max(2000).optional(),
  /** HTML with the variables, conditions and loops of mail templates. */
  body: z.string().min(1).max(262_144).optional(),
  parameters: z
    .array(
      z.object({
        name: z.string().min(1).max(256),
        title: z.string().max(4096).optional(),
        description: z.string().max(256).optional(),
      }),
    )
    .optional(),
})
export type EmailTemplateProperties = z.infer<typeof emailTemplateProperties>
