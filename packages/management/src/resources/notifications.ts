import { notificationProperties } from '@sluice/contracts'
import type { StoreReader } from '@sluice/platform'
import * as z from 'zod'
import { defineResource, toBody, type ViewContext } from '../arm/define-resource.ts'
import { nameOf, serviceKey, toServiceId } from '../arm/identity.ts'
import { notifications as known, type NotificationName, notificationNames } from '../mail/notifications.ts'

export const notificationName = z
  .string()
  .refine(
    (name) => notificationNames.some((each) => each.toLowerCase() === name.toLowerCase()),
    `must be one of ${notificationNames.join(', ')}`,
  )

interface Recipients {
  readonly emails: string[]
  readonly users: string[]
}

/** @see reference: API Management, 1.12 */
export const notifications = defineResource({
  type: 'Microsoft.ApiManagement/service/notifications',
  title: 'Notification',
  path: '/notifications/{notificationName}',
  identifiers: { notificationName },
  contract: notificationProperties,
  access: { read: 'analyst', write: 'administrator' },
  // Which there are is fixed: putting one that is there changes nothing.
  verbs: ['put'],
  isFact: true,
  defaults: Object.fromEntries(notificationNames.map((name) => [name, {}])),
  loadRelated: (_, reader, view) => loadRecipients(reader, view),
  toView({ path }, { related }) {
    const name = nameOf(path).toLowerCase()
    const { title, description } = known[keyOf(name)]
    const recipients = (related as ReadonlyMap<string, Recipients>).get(name) ?? { emails: [], users: [] }
    return { title, description, recipients }
  },
})

const keyOf = (name: string) => notificationNames.find((each) => each.toLowerCase() === name) as NotificationName

/** Of all notifications at once, by their lower-cased names. */
async function loadRecipients(reader: StoreReader, { service }: ViewContext): Promise<Map<string, Recipients>> {
  const byName = new Map<string, Recipients>()
  for (const document of await reader.listBelow(`${serviceKey(service.name)}/notifications`)) {
    const { path } = toBody(document)
    const [, , name = '', kind, id = ''] = path.split('/')
    if (kind === undefined) continue
    const recipients = byName.get(name.toLowerCase()) ?? { emails: [], users: [] }
    byName.set(name.toLowerCase(), recipients)
    if (kind === 'recipientEmails') recipients.emails.push(id)
    else recipients.users.push(`${toServiceId(service)}/users/${id}`)
  }
  return byName
}
