import { type UserRole, useSession } from '../../auth/session.ts'
import { useWords } from '../../languages/words.ts'
import { LinkButton } from '../navigation/LinkButton.tsx'
import { uiWords } from '../ui-words.ts'
import { Page } from './Page.tsx'

/** Where a page asks for a role that the user has not. */
export function NotAllowedPage({ needed = 'administrator' }: { readonly needed?: UserRole }) {
  const words = useWords(uiWords)
  const session = useSession()
  return (
    <Page
      title={words('notAllowedTitle')}
      description={words('notAllowedText', { role: session?.role ?? '', needed })}
      area="Sluice"
    >
      <LinkButton to="/">{words('openHome')}</LinkButton>
    </Page>
  )
}
