import { Divider } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { send } from '../../shared/api-client/send.ts'
import { SignInForm } from '../../shared/auth/SignInForm.tsx'
import { allows, type Session } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { homeWords } from '../home-words.ts'
import styles from './SignInPage.module.css'

const route = getRouteApi('/sign-in')

interface Offer {
  readonly hasPasswords: boolean
  readonly providers: readonly { readonly name: string; readonly title: string }[]
}

/** A path of ours, so that nobody is led to another site by a link that looks like ours. */
const toOwnPath = (path: string | undefined): string | undefined =>
  path !== undefined && /^\/(?![/\\])/.test(path) ? path : undefined

function toStart(provider: string, service: string | undefined, returnTo: string | undefined): string {
  const search = new URLSearchParams({ returnUrl: toOwnPath(returnTo) ?? '/' })
  if (service !== undefined) search.set('service', service)
  return `/api/sign-in/${provider}?${search}`
}

export function SignInPage() {
  const words = useWords(homeWords)
  const { service, returnTo } = route.useSearch()
  const router = useRouter()
  const query = service === undefined ? '' : `?service=${encodeURIComponent(service)}`
  const { data: offer } = useQuery({
    queryKey: ['sign-in', service],
    queryFn: async () => (await send<Offer>(`/api/sign-in${query}`, { isAnonymous: true })).body,
  })
  const providers = offer?.providers ?? []
  const leave = (session: Session) => {
    const own = session.service ?? service
    const start = allows(session, 'analyst') || own === undefined ? '/' : `/developer/${own}`
    router.history.push(toOwnPath(returnTo) ?? start)
  }
  return (
    <div className={styles.middle}>
      <Page title={words('signIn')} area="Sluice" description={words('signInText')} width="text">
        {offer?.hasPasswords !== false && <SignInForm service={service} onDone={leave} />}
        {providers.length > 0 && (
          <div className={styles.providers}>
            <Divider />
            {providers.map(({ name, title }) => (
              <a key={name} href={toStart(name, service, returnTo)} className={styles.provider}>
                {words('signInWith', { provider: title })}
              </a>
            ))}
          </div>
        )}
        <p className={styles.links}>
          <TextLink href={`/reset-password${query}`}>{words('forgot')}</TextLink>
          <TextLink href={`/sign-up${query}`}>{words('signUpInstead')}</TextLink>
          <TextLink href="/first-start">{words('firstTime')}</TextLink>
        </p>
      </Page>
    </div>
  )
}
