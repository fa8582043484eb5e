import * as z from 'zod'

const plainForm = /^[0-9a-f]{32}$/
const dashedForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Id of a workspace, dataset, experiment, web service or endpoint: 32 lower-case hexadecimal digits. */
export const machineLearningId = z.string().regex(plainForm, 'must be 32 lower-case hexadecimal digits')

/** The plain form of an id that may be written with dashes or in upper case; undefined when it is none. */
export function toMachineLearningId(text: string): string | undefined {
  if (plainForm.test(text)) return text
  const lowerCased = text.toLowerCase()
  if (plainForm.test(lowerCased)) return lowerCased
  return dashedForm.test(lowerCased) ? lowerCased.replaceAll('-', '') : undefined
}
