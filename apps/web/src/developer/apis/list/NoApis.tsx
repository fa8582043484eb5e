import { getRouteApi } from '@tanstack/react-router'
import { useWords } from '../../../shared/languages/words.ts'
import { EmptyState, NothingFound } from '../../../shared/ui/feedback/EmptyState.tsx'
import { LinkButton } from '../../../shared/ui/navigation/LinkButton.tsx'
import { developerWords } from '../../developer-words.ts'
import { useOwnUser } from '../../use-own-user.ts'
import { usePortal } from '../../use-portal.ts'
import { apisWords } from './apis-words.ts'

const route = getRouteApi('/developer/$service/apis')

/** Why no APIs are shown. */
export function NoApis() {
  const words = useWords(apisWords)
  const shared = useWords(developerWords)
  const { service, base } = usePortal()
  const isVisitor = useOwnUser(service) === null
  const { q = '', tag } = route.useSearch()
  const navigate = route.useNavigate()
  if (q !== '' || tag !== undefined) {
    return (
      <NothingFound
        things={words('things')}
        search={[q, tag].filter(Boolean).join(' · ')}
        onClear={() => void navigate({ search: ({ view }) => ({ view }) })}
      />
    )
  }
  return (
    <EmptyState
      title={words('empty')}
      action={
        isVisitor ? (
          <LinkButton to="/sign-in" search={{ service, returnTo: `${base}/apis` }}>
            {shared('signIn')}
          </LinkButton>
        ) : undefined
      }
    >
      {words(isVisitor ? 'emptyToVisitors' : 'emptyToYou')}
    </EmptyState>
  )
}
