import { type ReactNode, useEffect } from 'react'
import { Page } from '../../shared/ui/page/Page.tsx'
import { focusTitle } from '../focus-title.ts'
import styles from './AccountPage.module.css'

/** A narrow page before the portal. When its title changes, something was done, and whoever listens begins there. */
export function AccountPage({
  title,
  description,
  children,
}: {
  readonly title: string
  readonly description?: ReactNode
  readonly children?: ReactNode
}) {
  useEffect(() => {
    if (title !== '') focusTitle()
  }, [title])
  return (
    <div className={styles.middle}>
      <Page title={title} area="Sluice" description={description} width="text">
        {children}
      </Page>
    </div>
  )
}
