import { Button } from '@fluentui/react-components'
import type { SubscriptionProperties, UserProperties } from '@sluice/contracts'
import { type Resource, readResource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources, useArmChange, useResourceList } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import styles from './Dashboard.module.css'
import { dashboardWords } from './dashboard-words.ts'

type Row = Resource<SubscriptionProperties & { readonly createdDate?: string }>
const shown = 5
const nameIn = (reference: string) => reference.slice(reference.lastIndexOf('/') + 1)

/** Subscriptions that somebody has asked for, to be approved on the spot. */
export function WaitingRequests() {
  const service = useService()
  const words = useWords(dashboardWords)
  const messages = useMessages()
  const canApprove = allows(useSession(), 'publisher')
  const { mutateAsync: change, isPending } = useArmChange()
  const list = useResourceList<SubscriptionProperties & { readonly createdDate?: string }>(
    `${service.id}/subscriptions`,
    { $filter: "state eq 'submitted'", $top: shown },
  )
  const hasRequests = (list.data?.value.length ?? 0) > 0
  const { data: users = [] } = useAllResources<UserProperties>(hasRequests ? `${service.id}/users` : undefined)
  const { data: products = [] } = useAllResources<{ displayName: string }>(
    hasRequests ? `${service.id}/products` : undefined,
  )
  const toText = ({ name, properties: { ownerId, scope, displayName } }: Row) => {
    const user = users.find((one) => one.name === nameIn(ownerId ?? ''))?.properties
    const product = products.find((one) => one.name === nameIn(scope))?.properties.displayName
    const who = user === undefined ? nameIn(ownerId ?? '') : `${user.firstName} ${user.lastName} (${user.email})`
    return { text: words('asks', { user: who, product: product ?? nameIn(scope) }), name: displayName || name }
  }
  const approve = async (row: Row) => {
    const { name } = toText(row)
    try {
      // What was asked for may be answered by now.
      const { entityTag } = await readResource(row.id)
      await change({
        path: row.id,
        method: 'PATCH',
        ifMatch: entityTag,
        body: { properties: { state: 'active' } },
        touches: [`${service.id}/portalSummary`],
      })
      messages.done(words('approved', { name }))
    } catch (error) {
      messages.failed(words('approveFailed', { name }), error)
    }
  }
  return (
    <Section title={words('requests')}>
      {list.data === undefined ? (
        list.error === null ? (
          <Loading lines={2} />
        ) : (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        )
      ) : !hasRequests ? (
        <p className={styles.aside}>{words('noRequests')}</p>
      ) : (
        <>
          <ul className={styles.list}>
            {list.data.value.map((row) => {
              const { text, name } = toText(row)
              return (
                <li key={row.id} className={styles.row}>
                  <span className={styles.what}>{text}</span>
                  {row.properties.createdDate !== undefined && (
                    <span className={styles.when}>
                      <TimeAgo iso={row.properties.createdDate} />
                    </span>
                  )}
                  {canApprove && (
                    <Button
                      size="small"
                      aria-label={words('approveNamed', { name })}
                      disabledFocusable={isPending}
                      onClick={() => !isPending && void approve(row)}
                    >
                      {words('approve')}
                    </Button>
                  )}
                </li>
              )
            })}
          </ul>
          <p className={styles.more}>
            <TextLink href={`/publisher/${service.name}/subscriptions?state=submitted`}>
              {words('allRequests')}
            </TextLink>
          </p>
        </>
      )}
    </Section>
  )
}
