import { useRouter } from '@tanstack/react-router'
import { isNotFound } from '../shared/api-client/api-error.ts'
import { useSession } from '../shared/auth/session.ts'
import { useWords } from '../shared/languages/words.ts'
import { ErrorState } from '../shared/ui/feedback/ErrorState.tsx'
import { LinkButton } from '../shared/ui/navigation/LinkButton.tsx'
import { Page } from '../shared/ui/page/Page.tsx'
import { developerWords } from './developer-words.ts'
import styles from './NotShownPage.module.css'
import { usePortal } from './use-portal.ts'

/** In place of a page whose thing is not there, or not for whoever looks: which of them is not told. */
export function NotShownPage({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  const words = useWords(developerWords)
  const router = useRouter()
  const session = useSession()
  const { service, area } = usePortal()
  if (!isNotFound(error)) {
    return (
      <div className={styles.error}>
        <ErrorState
          error={error}
          onRetry={() => {
            reset()
            void router.invalidate()
          }}
        />
      </div>
    )
  }
  return (
    <Page
      title={words('notShown')}
      area={area}
      description={words(session === null ? 'notShownToVisitors' : 'notShownToYou')}
      width="text"
    >
      <p className={styles.actions}>
        {session === null && (
          <LinkButton to="/sign-in" search={{ service, returnTo: router.state.location.href }} appearance="primary">
            {words('signIn')}
          </LinkButton>
        )}
        <LinkButton to="/developer/$service/apis" params={{ service }}>
          {words('allApis')}
        </LinkButton>
      </p>
    </Page>
  )
}
