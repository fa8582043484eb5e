import { useWords } from '../../shared/languages/words.ts'
import { EmptyState } from '../../shared/ui/feedback/EmptyState.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { developerWords } from '../developer-words.ts'
import { OwnUsageSection } from '../usage/OwnUsageSection.tsx'
import { useOwnUser } from '../use-own-user.ts'
import { usePortal } from '../use-portal.ts'
import { Account } from './Account.tsx'
import { OwnSubscriptions } from './OwnSubscriptions.tsx'
import { profileWords } from './profile-words.ts'

/** Who somebody is here, with subscriptions and keys. */
export function ProfilePage() {
  const words = useWords(profileWords)
  const shared = useWords(developerWords)
  const { service, base, area } = usePortal()
  const userId = useOwnUser(service)
  return (
    <Page
      title={shared('profile')}
      area={area}
      breadcrumbs={[{ label: shared('home'), href: base }]}
      description={words('intro')}
    >
      {userId === null ? (
        <EmptyState title={shared('notShown')}>{words('otherInstance')}</EmptyState>
      ) : (
        <>
          <OwnSubscriptions userId={userId} />
          <OwnUsageSection userId={userId} />
          <Account userId={userId} />
        </>
      )}
    </Page>
  )
}
