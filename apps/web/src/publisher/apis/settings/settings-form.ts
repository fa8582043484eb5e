import * as z from 'zod'
import { apiFields, type FieldWords, orNull } from '../api-fields.ts'
import type { ApiView } from '../api-view.ts'

const optionalText = z.string()

export const settingsSchema = (words: FieldWords) => {
  const { displayName, serviceUrl, path, protocols, description } = apiFields(words)
  return z.object({
    displayName,
    serviceUrl,
    path,
    protocols,
    description,
    subscriptionRequired: z.boolean(),
    // Called like the properties, so that faults of the server find them.
    contact: z.object({ name: optionalText, email: optionalText, url: optionalText }),
    license: z.object({ name: optionalText, url: optionalText }),
    termsOfServiceUrl: optionalText,
    apiVersion: z.string().max(100, words('tooLong', { count: 100 })),
    apiVersionDescription: z.string().max(256, words('tooLong', { count: 256 })),
    apiVersionSetId: z.string(),
  })
}
export type SettingsValues = z.input<ReturnType<typeof settingsSchema>>

export const fromProperties = (api: ApiView): SettingsValues => ({
  displayName: api.displayName,
  serviceUrl: api.serviceUrl ?? '',
  path: api.path,
  protocols: api.protocols,
  description: api.description ?? '',
  subscriptionRequired: api.subscriptionRequired,
  contact: { name: api.contact?.name ?? '', email: api.contact?.email ?? '', url: api.contact?.url ?? '' },
  license: { name: api.license?.name ?? '', url: api.license?.url ?? '' },
  termsOfServiceUrl: api.termsOfServiceUrl ?? '',
  apiVersion: api.apiVersion ?? '',
  apiVersionDescription: api.apiVersionDescription ?? '',
  apiVersionSetId: api.apiVersionSetId ?? '',
})

/** What a PATCH sends. A revision that is not the current one cannot send what it shares with the API. */
export function toProperties(values: SettingsValues, isCurrent: boolean) {
  const { contact, license, apiVersionSetId } = values
  const own = {
    serviceUrl: orNull(values.serviceUrl),
    contact: allNull({ name: orNull(contact.name), email: orNull(contact.email), url: orNull(contact.url) }),
    license: allNull({ name: orNull(license.name), url: orNull(license.url) }),
    termsOfServiceUrl: orNull(values.termsOfServiceUrl),
  }
  if (!isCurrent) return own
  return {
    ...own,
    displayName: values.displayName.trim(),
    path: values.path.trim(),
    protocols: values.protocols,
    description: orNull(values.description),
    subscriptionRequired: values.subscriptionRequired,
    apiVersionSetId: orNull(apiVersionSetId),
    apiVersion: apiVersionSetId === '' ? null : values.apiVersion.trim(),
    apiVersionDescription: orNull(values.apiVersionDescription),
  }
}

/** An object without anything in it is none. */
const allNull = <Fields extends object>(fields: Fields): Fields | null =>
  Object.values(fields).every((value) => value === null) ? null : fields
