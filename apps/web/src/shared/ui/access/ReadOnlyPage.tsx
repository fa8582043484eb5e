import type { UserRole } from '../../auth/session.ts'
import { useMay } from '../../auth/use-may.ts'
import { ReadOnlyNotice } from './ReadOnlyNotice.tsx'
import styles from './ReadOnlyPage.module.css'

/** Above a page of which nothing can be changed: says why, with room below. */
export function ReadOnlyPage({ needed }: { readonly needed: UserRole }) {
  if (useMay(needed)) return null
  return (
    <div className={styles.notice}>
      <ReadOnlyNotice needed={needed} />
    </div>
  )
}
