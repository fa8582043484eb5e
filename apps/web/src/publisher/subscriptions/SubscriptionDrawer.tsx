import { Button, DrawerBody, DrawerHeader, DrawerHeaderTitle, OverlayDrawer } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import type { SubscriptionProperties } from '@sluice/contracts'
import { useService } from '../../shared/api-client/service.ts'
import { useResource } from '../../shared/api-client/use-resource.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { CodeText } from '../../shared/ui/values/CodeText.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import type { Question } from './SubscriptionDialogs.tsx'
import { SubscriptionForm } from './SubscriptionForm.tsx'
import { SubscriptionKey } from './SubscriptionKey.tsx'
import { isMaster, ownerOf, stateKinds, titleOf } from './subscription.ts'
import { subscriptionWords } from './subscription-words.ts'
import styles from './subscriptions.module.css'
import { useSubscriptionNames } from './use-subscription-columns.tsx'

/** One subscription beside the list that it was opened from: facts, both keys, what can be set. */
export function SubscriptionDrawer({
  name,
  onAsk,
  onClose,
}: {
  readonly name: string
  readonly onAsk: (question: Question) => void
  readonly onClose: () => void
}) {
  const words = useWords(subscriptionWords)
  const { id } = useService()
  const { data, error, refetch } = useResource<SubscriptionProperties>(
    `${id}/subscriptions/${encodeURIComponent(name)}`,
  )
  const { scopeText, userText } = useSubscriptionNames(data === undefined ? [] : [data])
  const mayChange = useMay('publisher')
  const owner = data && ownerOf(data)
  const time = (iso: string | null | undefined) => (iso ? <TimeAgo iso={iso} /> : words('none'))
  return (
    <OverlayDrawer open position="end" size="medium" onOpenChange={(_, { open }) => open || onClose()}>
      <DrawerHeader>
        <DrawerHeaderTitle
          heading={{ as: 'h2', translate: 'no' }}
          action={
            <Button appearance="subtle" aria-label={words('close')} icon={<DismissRegular />} onClick={onClose} />
          }
        >
          {data === undefined ? name : titleOf(data)}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading />}
        {data !== undefined && (
          <div className={styles.drawer}>
            <Facts
              facts={[
                [
                  words('state'),
                  <StateLabel key="state" kind={stateKinds[data.properties.state]}>
                    {words(data.properties.state)}
                  </StateLabel>,
                ],
                [words('comment'), data.properties.stateComment || words('none')],
                [
                  words('scope'),
                  <span key="scope" translate="no">
                    {scopeText(data.properties.scope)}
                  </span>,
                ],
                [
                  words('user'),
                  owner === undefined ? (
                    words('noOwner')
                  ) : (
                    <span key="user" translate="no">
                      {userText(owner)}
                    </span>
                  ),
                ],
                [words('created'), time(data.properties.createdDate)],
                [words('started'), time(data.properties.startDate)],
                [words('ended'), time(data.properties.endDate)],
                [words('id'), <CodeText key="id" value={data.name} name={words('id')} />],
              ]}
            />
            <section className={styles.keys} aria-label={words('keys')}>
              <h3>{words('keys')}</h3>
              {!mayChange && <p className={styles.count}>{words('keysNeedRole')}</p>}
              {mayChange &&
                (['primary', 'secondary'] as const).map((key) => (
                  <div key={key}>
                    <span className={styles.count}>{words(`${key}Key`)}</span>
                    <div className={styles.keyLine}>
                      <SubscriptionKey subscription={data} name={key} />
                      <Button
                        size="small"
                        aria-label={words(key === 'primary' ? 'regeneratePrimary' : 'regenerateSecondary')}
                        onClick={() => onAsk({ kind: 'regenerate', subscription: data, key })}
                      >
                        {words('regenerate')}
                      </Button>
                    </div>
                  </div>
                ))}
            </section>
            {!isMaster(data) && (
              <section aria-label={words('settings')} className={styles.keys}>
                <h3>{words('settings')}</h3>
                <SubscriptionForm key={data.name} subscription={data} isDisabled={!mayChange} />
              </section>
            )}
          </div>
        )}
      </DrawerBody>
    </OverlayDrawer>
  )
}
