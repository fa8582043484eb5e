import { Button } from '@fluentui/react-components'
import type { UserProperties } from '@sluice/contracts'
import { useQuery } from '@tanstack/react-query'
import type { Resource } from '../../shared/api-client/resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { delegate } from '../delegate.ts'
import { developerQuery } from '../developer-api.ts'
import { usePortal } from '../use-portal.ts'
import { AccountActions } from './AccountActions.tsx'
import { NamesForm } from './NamesForm.tsx'
import styles from './profile.module.css'
import { profileWords } from './profile-words.ts'

/** Name, address and password of the user, here or at the site that keeps them. */
export function Account({ userId }: { readonly userId: string }) {
  const words = useWords(profileWords)
  const formats = useFormats()
  const messages = useMessages()
  const session = useSession()
  const { service, settings } = usePortal()
  const user = useQuery(developerQuery<Resource<UserProperties>>(service, `/users/${encodeURIComponent(userId)}`))
  // Administrators keep theirs here, so that no wrong address shuts them out.
  const isElsewhere = settings.isDelegated && !allows(session, 'administrator')
  const leave = () => {
    delegate(service, { operation: 'ChangeProfile' }).catch((error: unknown) =>
      messages.failed(words('account'), error),
    )
  }
  return (
    <Section title={words('account')}>
      {user.isError && <ErrorState error={user.error} onRetry={() => void user.refetch()} />}
      {user.isPending && <Loading />}
      {user.isSuccess && (
        <div className={styles.account}>
          <Facts
            facts={[
              [
                words('email'),
                <span key="email" translate="no">
                  {user.data.properties.email}
                </span>,
              ],
              ...(user.data.properties.registrationDate === undefined
                ? []
                : [[words('since'), formats.day(user.data.properties.registrationDate)] as const]),
            ]}
          />
          {isElsewhere ? (
            <div>
              <p>{words('otherSite')}</p>
              <Button onClick={leave}>{words('otherSiteChange')}</Button>
            </div>
          ) : (
            <>
              <NamesForm userId={userId} user={user.data.properties} />
              {session?.actedBy == null ? (
                <AccountActions userId={userId} email={user.data.properties.email} />
              ) : (
                <Notice intent="info">{words('actedBy')}</Notice>
              )}
            </>
          )}
        </div>
      )}
    </Section>
  )
}
