import { Tag, TagGroup } from '@fluentui/react-components'
import type { UserProperties } from '@sluice/contracts'
import type { Resource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { AddRecipient } from './AddRecipient.tsx'
import styles from './Notifications.module.css'
import { notificationsWords } from './notifications-words.ts'

export interface NotificationView {
  readonly title: string
  readonly description: string
  readonly recipients: { readonly emails: readonly string[]; readonly users: readonly string[] }
}

/** Those with texts of ours; others are called as the server calls them. */
const known = [
  'RequestPublisherNotificationMessage',
  'PurchasePublisherNotificationMessage',
  'NewApplicationNotificationMessage',
  'BCC',
  'NewIssuePublisherNotificationMessage',
  'AccountClosedPublisher',
  'QuotaLimitApproachingPublisherNotificationMessage',
] as const

const nameIn = (id: string) => id.slice(id.lastIndexOf('/') + 1)

/** One kind of notification with those who get it. */
export function NotificationRecipients({
  notification: { id, name, properties },
  users,
}: {
  readonly notification: Resource<NotificationView>
  readonly users: readonly Resource<UserProperties>[]
}) {
  const service = useService()
  const words = useWords(notificationsWords)
  const messages = useMessages()
  const { mutateAsync: change } = useArmChange()
  const canWrite = allows(useSession(), 'administrator')
  const key = known.find((one) => one === name)
  const title = key === undefined ? properties.title : words(key)
  const { emails, users: userIds } = properties.recipients
  const people = userIds.map((userId) => {
    const user = users.find((one) => one.name === nameIn(userId))?.properties
    const label = user === undefined ? nameIn(userId) : `${user.firstName} ${user.lastName} (${user.email})`
    return { path: `${id}/recipientUsers/${nameIn(userId)}`, label }
  })
  const recipients = [
    ...people,
    ...emails.map((email) => ({ path: `${id}/recipientEmails/${encodeURIComponent(email)}`, label: email })),
  ]

  const put = async (path: string, label: string, kind: 'added' | 'undo') => {
    try {
      await change({ path, method: 'PUT', body: { properties: {} }, touches: [`${service.id}/notifications`] })
      if (kind === 'added') messages.done(words('added', { name: label }))
    } catch (error) {
      messages.failed(words('addFailed', { name: label }), error)
    }
  }
  const remove = async (path: string, label: string) => {
    try {
      await change({ path, method: 'DELETE', touches: [`${service.id}/notifications`] })
      messages.undoable(words('removed', { name: label }), () => void put(path, label, 'undo'))
    } catch (error) {
      messages.failed(words('removeFailed', { name: label }), error)
    }
  }
  return (
    <Section title={title} description={key === undefined ? properties.description : words(`${key}Text`)}>
      <div className={styles.recipients}>
        {recipients.length === 0 ? (
          <p className={styles.aside}>{words('noRecipients')}</p>
        ) : (
          <TagGroup
            className={styles.tags}
            aria-label={words('recipientsOf', { name: title })}
            onDismiss={(_, { value }) => {
              const found = recipients.find(({ path }) => path === value)
              if (found !== undefined) void remove(found.path, found.label)
            }}
          >
            {recipients.map(({ path, label }) => (
              <Tag
                key={path}
                value={path}
                translate="no"
                {...(canWrite
                  ? { dismissible: true, dismissIcon: { 'aria-label': words('removeRecipient', { name: label }) } }
                  : {})}
              >
                {label}
              </Tag>
            ))}
          </TagGroup>
        )}
        {canWrite && (
          <AddRecipient
            label={words('addRecipientTo', { name: title })}
            users={users.filter((user) => !userIds.some((userId) => nameIn(userId) === user.name))}
            onAddUser={(user) =>
              put(`${id}/recipientUsers/${encodeURIComponent(user.name)}`, user.properties.email, 'added')
            }
            onAddEmail={(email) => put(`${id}/recipientEmails/${encodeURIComponent(email)}`, email, 'added')}
          />
        )}
      </div>
    </Section>
  )
}
