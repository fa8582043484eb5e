import { type NamedValueProperties, namedValueProperties } from '@sluice/contracts'
import * as z from 'zod'

/** What the form holds: texts, as they are typed. */
export const namedValueForm = z.object({
  displayName: namedValueProperties.shape.displayName,
  /** Of a saved secret it is not known here: empty leaves it as it is. */
  value: z.string().max(4096),
  secret: z.boolean(),
  /** Separated by commas. */
  tags: z.string(),
})
export type NamedValueForm = z.infer<typeof namedValueForm>

export type NamedValueView = Omit<NamedValueProperties, 'value'> & { readonly value?: string | null }

export const emptyNamedValue: NamedValueForm = { displayName: '', value: '', secret: false, tags: '' }

export const toForm = ({ displayName, value, secret, tags }: NamedValueView): NamedValueForm => ({
  displayName,
  value: value ?? '',
  secret,
  tags: (tags ?? []).join(', '),
})

export const toProperties = ({ displayName, value, secret, tags }: NamedValueForm) => ({
  displayName: displayName.trim(),
  secret,
  tags: toTags(tags),
  ...(value === '' ? {} : { value }),
})

/** Each once, in the order in which they were typed. */
export const toTags = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
]
