import type { ProductProperties } from '@sluice/contracts'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../shared/languages/words.ts'
import { developerWords } from '../developer-words.ts'
import { usePortal } from '../use-portal.ts'
import styles from './cards.module.css'
import { toPlainText } from './to-plain-text.ts'

/** A product at a glance. */
export function ProductCard({
  id,
  properties,
  level = 3,
}: {
  readonly id: string
  readonly properties: ProductProperties
  /** Of its heading: one below the heading that the list stands under. */
  readonly level?: 2 | 3
}) {
  const Heading = `h${level}` as const
  const words = useWords(developerWords)
  const { service } = usePortal()
  const { displayName, description, subscriptionRequired, approvalRequired } = properties
  return (
    <li className={styles.card}>
      <Heading translate="no">
        <Link to="/developer/$service/products/$product" params={{ service, product: id }} className={styles.cover}>
          {displayName}
        </Link>
      </Heading>
      {(!subscriptionRequired || approvalRequired === true) && (
        <p className={styles.line}>
          <span>{words(subscriptionRequired ? 'needsApproval' : 'noKeyNeeded')}</span>
        </p>
      )}
      {description != null && <p className={styles.text}>{toPlainText(description)}</p>}
    </li>
  )
}
