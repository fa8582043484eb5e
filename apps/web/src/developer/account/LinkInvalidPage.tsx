import { useWords } from '../../shared/languages/words.ts'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import styles from './AccountPage.module.css'
import { AccountPage } from './AccountPage.tsx'
import { accountWords } from './account-words.ts'

/** What a link that was used or has expired leads to, with the ways on. */
export function LinkInvalidPage({ service }: { readonly service: string | undefined }) {
  const words = useWords(accountWords)
  const ofService = service === undefined ? {} : { service }
  return (
    <AccountPage title={words('linkInvalid')} description={words('linkInvalidText')}>
      <p className={styles.buttons}>
        <LinkButton to="/sign-in" search={ofService} appearance="primary">
          {words('signIn')}
        </LinkButton>
        <LinkButton to="/reset-password" search={ofService}>
          {words('newLink')}
        </LinkButton>
      </p>
    </AccountPage>
  )
}
