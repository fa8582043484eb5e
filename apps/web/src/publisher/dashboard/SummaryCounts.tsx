import type { PortalSummary } from '@sluice/contracts'
import { Link } from '@tanstack/react-router'
import { useService } from '../../shared/api-client/service.ts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import styles from './Dashboard.module.css'
import { dashboardWords } from './dashboard-words.ts'

/** Numbers, each of which leads to the list behind it. */
export function SummaryCounts({
  summary: { apis, products, subscriptions, users, openIssues, failedMails },
}: {
  readonly summary: PortalSummary
}) {
  const { name } = useService()
  const words = useWords(dashboardWords)
  const { number } = useFormats()
  const base = `/publisher/${name}`
  const counts: readonly Count[] = [
    { href: `${base}/apis`, count: apis, label: words('apis', { count: apis }) },
    {
      href: `${base}/products`,
      count: products.published,
      label: words('products', { count: products.published }),
      note: products.notPublished === 0 ? undefined : words('notPublished', { count: products.notPublished }),
    },
    {
      href: `${base}/subscriptions`,
      count: subscriptions.active,
      label: words('subscriptions', { count: subscriptions.active }),
    },
    { href: `${base}/users`, count: users, label: words('users', { count: users }) },
    {
      href: `/developer/${name}/issues`,
      count: openIssues,
      label: words('issues', { count: openIssues }),
    },
    ...(failedMails === 0
      ? []
      : [
          {
            href: `${base}/notifications?tab=outbox&state=dead`,
            count: failedMails,
            label: words('failedMails', { count: failedMails }),
            isFailure: true,
          },
        ]),
  ]
  return (
    <ul className={styles.counts} aria-label={words('counts')}>
      {counts.map(({ href, count, label, note, isFailure }) => (
        <li key={href}>
          <Link to={href} className={isFailure === true ? styles.failure : styles.count}>
            <span className={styles.figure}>{number(count)}</span>
            <span>{label}</span>
            {note !== undefined && <span className={styles.note}>{note}</span>}
          </Link>
        </li>
      ))}
    </ul>
  )
}

interface Count {
  readonly href: string
  readonly count: number
  readonly label: string
  readonly note?: string | undefined
  readonly isFailure?: boolean
}
