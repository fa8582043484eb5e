import * as z from 'zod'

export interface TemplateParameter {
  readonly name: string
  readonly title?: string
  readonly description?: string
}

export interface TemplateView {
  readonly subject: string
  readonly title: string
  readonly description: string
  readonly body: string
  readonly isDefault: boolean
  readonly parameters: readonly TemplateParameter[]
}

export const templateForm = z.object({
  subject: z.string().min(1).max(1000),
  title: z.string().max(1000),
  description: z.string().max(2000),
  body: z.string().min(1).max(262_144),
})
export type TemplateForm = z.infer<typeof templateForm>

export const toForm = ({ subject, title, description, body }: TemplateView): TemplateForm => ({
  subject,
  title,
  description,
  body,
})

/** Only what differs is sent: the rest goes on following what is delivered. */
export function toChanged(form: TemplateForm, before: TemplateForm): Partial<TemplateForm> {
  const names = Object.keys(form) as (keyof TemplateForm)[]
  return Object.fromEntries(names.filter((name) => form[name] !== before[name]).map((name) => [name, form[name]]))
}
