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
  /** Of what is no usual API: `MCP`. */
  readonly kind?: string | undefined
  /** Of its heading: one below the heading that the list stands under. Default: 3. */
  readonly level?: 2 | 3
}

/** An API at a glance. */
export function ApiCard({ id, displayName, path, description, version, kind, level = 3 }: ApiCardProps) {
  const Heading = `h${level}` as const
  const words = useWords(developerWords)
  const { service } = usePortal()
  return (
    <li className={styles.card}>
      <Heading translate="no">
        <Link to="/developer/$service/apis/$api" params={{ service, api: id }} className={styles.cover}>
          {displayName}
        </Link>
      </Heading>
      <p className={styles.line}>
        <code translate="no">/{path}</code>
        {kind !== undefined && <span translate="no">{kind}</span>}
        {version != null && version !== '' && <span>{words('version', { version })}</span>}
      </p>
      {description != null && <p className={styles.text}>{toPlainText(description)}</p>}
    </li>
  )
}
