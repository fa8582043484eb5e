import * as z from 'zod'

export interface FragmentValues {
  readonly name: string
  readonly description: string
  readonly value: string
}

/** @param words in the language in use */
export const createFragmentSchema = (
  words: (key: 'faultName') => string,
  isNew: boolean,
): z.ZodType<unknown, FragmentValues> =>
  z.object({
    name: isNew ? z.string().regex(/^(?=.{1,80}$)(?:\w+|\w[\w-]+\w)$/, words('faultName')) : z.string(),
    description: z.string().max(1000),
    value: z.string(),
  })

export const toFragmentProperties = ({ description, value }: FragmentValues) => ({
  description,
  value,
  format: 'rawxml',
})
