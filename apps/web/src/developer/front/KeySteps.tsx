import { useWords } from '../../shared/languages/words.ts'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { developerWords } from '../developer-words.ts'
import { useOwnUser } from '../use-own-user.ts'
import { usePortal } from '../use-portal.ts'
import styles from './front.module.css'
import { frontWords } from './front-words.ts'

/** From nothing to a call, in three steps. */
export function KeySteps() {
  const words = useWords(frontWords)
  const shared = useWords(developerWords)
  const { service, base, settings } = usePortal()
  const hasUser = useOwnUser(service) !== null
  const query = `?service=${encodeURIComponent(service)}`
  const first = settings.isSignUpOpen ? 'signUp' : 'signIn'
  return (
    <Section title={words('getKey')}>
      <ol className={styles.steps}>
        <li>
          <h3>{words(hasUser ? 'signedIn' : 'signUp')}</h3>
          <p>{words(hasUser ? 'signedInText' : 'signUpText')}</p>
          {hasUser ? (
            <TextLink href={`${base}/profile`}>{words('yourProfile')}</TextLink>
          ) : (
            <TextLink href={`/${first === 'signUp' ? 'sign-up' : 'sign-in'}${query}`}>{shared(first)}</TextLink>
          )}
        </li>
        <li>
          <h3>{words('choose')}</h3>
          <p>{words('chooseText')}</p>
          <TextLink href={`${base}/products`}>{shared('allProducts')}</TextLink>
        </li>
        <li>
          <h3>{words('call')}</h3>
          <p>{words('callText')}</p>
          <TextLink href={`${base}/apis`}>{shared('allApis')}</TextLink>
        </li>
      </ol>
    </Section>
  )
}
