import * as z from 'zod'
import { apiFields, type FieldWords, orNull } from '../api-fields.ts'

export const addSchema = (words: FieldWords) => z.object({ ...apiFields(words), products: z.array(z.string()) })
export type AddValues = z.input<ReturnType<typeof addSchema>>

export const emptyApi: AddValues = {
  displayName: '',
  identifier: '',
  serviceUrl: '',
  path: '',
  protocols: ['https'],
  products: [],
  description: '',
}

/** Properties of the API that the form describes; the server has defaults for the rest. */
export const toProperties = ({ displayName, serviceUrl, path, protocols, description }: AddValues) => ({
  displayName: displayName.trim(),
  path: path.trim(),
  serviceUrl: orNull(serviceUrl),
  protocols,
  description: orNull(description),
})
