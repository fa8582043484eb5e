import type { UserProperties } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { isNotFound } from '../../shared/api-client/api-error.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useResource } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ReadOnlyPage } from '../../shared/ui/access/ReadOnlyPage.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { RouteTabs } from '../../shared/ui/navigation/RouteTabs.tsx'
import { NotFoundPage } from '../../shared/ui/page/NotFoundPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { publisherWords } from '../publisher-words.ts'
import { UserActions } from './UserActions.tsx'
import { UserActivity } from './UserActivity.tsx'
import { UserGroups } from './UserGroups.tsx'
import { UserProfile } from './UserProfile.tsx'
import { UserState } from './UserState.tsx'
import { UserSubscriptions } from './UserSubscriptions.tsx'
import { fullNameOf } from './user.ts'
import { userTabs } from './user-search.ts'
import { userWords } from './user-words.ts'

const route = getRouteApi('/publisher/$service/users/$user')

/** One person: profile, groups, subscriptions, activity. */
export function UserPage() {
  const words = useWords(userWords)
  const area = useWords(publisherWords)
  const service = useService()
  const { user: name } = route.useParams()
  const { tab = 'profile' } = route.useSearch()
  const list = `/publisher/${service.name}/users`
  const base = `${list}/${encodeURIComponent(name)}`
  const { data, error, refetch } = useResource<UserProperties>(`${service.id}/users/${encodeURIComponent(name)}`)
  if (data === undefined && isNotFound(error)) return <NotFoundPage />
  return (
    <Page
      title={data === undefined ? name : fullNameOf(data.properties)}
      isTitleTranslated={false}
      description={data && <span translate="no">{data.properties.email}</span>}
      area={`${words(tab)} · ${area('area')} · ${service.name}`}
      breadcrumbs={[{ label: words('title'), href: list }]}
      badge={data && <UserState state={data.properties.state} />}
      actions={data && <UserActions user={data} />}
    >
      <ReadOnlyPage needed="administrator" />
      <RouteTabs
        label={words('tabs')}
        selected={tab}
        tabs={userTabs.map((id) => ({
          id,
          label: words(id),
          href: id === 'profile' ? base : `${base}?tab=${id}`,
        }))}
      />
      {data === undefined &&
        (error === null ? <Loading /> : <ErrorState error={error} onRetry={() => void refetch()} />)}
      {data !== undefined && tab === 'profile' && <UserProfile user={data} />}
      {data !== undefined && tab === 'groups' && <UserGroups user={data} />}
      {data !== undefined && tab === 'subscriptions' && <UserSubscriptions user={data} />}
      {data !== undefined && tab === 'activity' && <UserActivity user={data} />}
    </Page>
  )
}
