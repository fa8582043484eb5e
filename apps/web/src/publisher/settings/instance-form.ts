import { emailAddress, serviceSkuNames } from '@sluice/contracts'
import * as z from 'zod'

/** The instance as it is answered. */
export interface Instance {
  readonly tags?: Readonly<Record<string, string>> | null
  readonly location: string
  readonly sku: { readonly name: string; readonly capacity: number }
  readonly properties: {
    readonly publisherName: string
    readonly publisherEmail: string
    readonly notificationSenderEmail: string
    readonly provisioningState: string
    readonly createdAtUtc: string
    readonly gatewayUrl: string | null
    readonly managementApiUrl: string | null
    readonly developerPortalUrl: string | null
    readonly hostnameConfigurations: readonly { readonly type: string; readonly hostName: string }[]
  }
}

const isEmail = (text: string) => emailAddress.safeParse(text.trim()).success

/** @param texts what is said of wrong values */
export const instanceForm = (texts: { readonly name: string; readonly email: string; readonly tags: string }) =>
  z.object({
    publisherName: z.string().refine((text) => text.trim() !== '' && text.length <= 100, texts.name),
    publisherEmail: z.string().refine(isEmail, texts.email),
    notificationSenderEmail: z.string().refine(isEmail, texts.email),
    sku: z.enum(serviceSkuNames),
    capacity: z.number().int().min(0).max(100),
    /** One a line: `name=value`. */
    tags: z.string().refine((text) => parseTags(text) !== undefined, texts.tags),
  })
export type InstanceForm = z.infer<ReturnType<typeof instanceForm>>

export const toForm = ({ properties, sku, tags }: Instance): InstanceForm => ({
  publisherName: properties.publisherName,
  publisherEmail: properties.publisherEmail,
  notificationSenderEmail: properties.notificationSenderEmail,
  sku: serviceSkuNames.find((name) => name === sku.name) ?? 'Developer',
  capacity: sku.capacity,
  tags: Object.entries(tags ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .join('\n'),
})

/** What a PATCH sends: tags that are gone are sent as null. */
export function toChange(form: InstanceForm, before: Instance): Record<string, unknown> {
  const tags = parseTags(form.tags) ?? {}
  const gone = Object.keys(before.tags ?? {}).filter((name) => !(name in tags))
  return {
    tags: { ...Object.fromEntries(gone.map((name) => [name, null])), ...tags },
    sku: { name: form.sku, capacity: form.capacity },
    properties: {
      publisherName: form.publisherName.trim(),
      publisherEmail: form.publisherEmail.trim(),
      notificationSenderEmail: form.notificationSenderEmail.trim(),
    },
  }
}

/** Undefined when a line is no `name=value`, or a name stands there twice. */
export function parseTags(text: string): Record<string, string> | undefined {
  const tags: Record<string, string> = {}
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const at = line.indexOf('=')
    const name = line.slice(0, at).trim()
    if (at < 1 || name === '' || name in tags) return undefined
    tags[name] = line.slice(at + 1).trim()
  }
  return tags
}
