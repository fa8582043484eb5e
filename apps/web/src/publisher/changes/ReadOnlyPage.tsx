import type { UserRole } from '../../shared/auth/session.ts'
import { ReadOnlyNotice } from '../editing/ReadOnlyNotice.tsx'
import styles from './ReadOnlyPage.module.css'
import { useMay } from './use-may.ts'

/** Above a page of which nothing can be changed: says why, with room below. */
export function ReadOnlyPage({ needed }: { readonly needed: UserRole }) {
  if (useMay(needed)) return null
  return (
    <div className={styles.notice}>
      <ReadOnlyNotice needed={needed} />
    </div>
  )
}
