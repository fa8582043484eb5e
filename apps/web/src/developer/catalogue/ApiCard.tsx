import { Link } from '@tanstack/react-router'
import { useWords } from '../../shared/languages/words.ts'
import { developerWords } from '../developer-words.ts'
import { usePortal } from '../use-portal.ts'
import styles from './cards.module.css'
import { toPlainText } from './to-plain-text.ts'

/** What a card needs to know of an API. */
export interface ApiCardProps {
  readonly id: string
  readonly displayName: string
  readonly path: string
  readonly description?: string | null | undefined
  readonly version?: string | null | undefined
}

/** An API at a glance. */
export function ApiCard({ id, displayName, path, description, version }: ApiCardProps) {
  const words = useWords(developerWords)
  const { service } = usePortal()
  return (
    <li className={styles.card}>
      <h3 translate="no">
        <Link to="/developer/$service/apis/$api" params={{ service, api: id }} className={styles.cover}>
          {displayName}
        </Link>
      </h3>
      <p className={styles.line}>
        <code translate="no">/{path}</code>
        {version != null && version !== '' && <span>{words('version', { version })}</span>}
      </p>
      {description != null && <p className={styles.text}>{toPlainText(description)}</p>}
    </li>
  )
}
