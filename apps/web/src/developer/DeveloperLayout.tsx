import { getRouteApi, Link, Outlet } from '@tanstack/react-router'
import { useWords } from '../shared/languages/words.ts'
import styles from './DeveloperLayout.module.css'
import { developerWords } from './developer-words.ts'
import { usePortalChanges } from './live/use-portal-changes.ts'
import { useOwnUser } from './use-own-user.ts'

const route = getRouteApi('/developer/$service')

/** The menu on top of every page of the developer portal. */
export function DeveloperLayout() {
  const { service } = route.useParams()
  const words = useWords(developerWords)
  const userId = useOwnUser(service)
  usePortalChanges(service, userId)
  const base = `/developer/${service}`
  const entries = [
    { href: base, label: words('home'), isExact: true },
    { href: `${base}/apis`, label: words('apis') },
    { href: `${base}/products`, label: words('products') },
    { href: `${base}/issues`, label: words('issues') },
    ...(userId === null ? [] : [{ href: `${base}/profile`, label: words('profile') }]),
  ]
  return (
    <>
      <nav className={styles.menu} aria-label={words('menu')}>
        <ul>
          {entries.map(({ href, label, isExact = false }) => (
            <li key={href}>
              <Link to={href} activeOptions={{ exact: isExact }} className={styles.entry}>
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Outlet />
    </>
  )
}
