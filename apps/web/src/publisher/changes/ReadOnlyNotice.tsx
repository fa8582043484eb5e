import type { UserRole } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { changeWords } from './change-words.ts'
import styles from './ReadOnlyNotice.module.css'
import { useMay } from './use-may.ts'

/** Says why nothing on the page can be changed, to whoever may only read it. */
export function ReadOnlyNotice({ needed }: { readonly needed: UserRole }) {
  const words = useWords(changeWords)
  if (useMay(needed)) return null
  return (
    <div className={styles.notice}>
      <Notice intent="info">{words('readOnly', { role: words(needed) })}</Notice>
    </div>
  )
}
