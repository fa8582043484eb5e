import type { ReactNode } from 'react'
import styles from './FormDialog.module.css'
import { ModalDialog } from './ModalDialog.tsx'

/** A dialog that holds work. It is open as long as it is drawn; its address belongs to the page around it. */
export function FormDialog({
  title,
  isTitleTranslated = true,
  onClose,
  children,
}: {
  readonly title: string
  readonly isTitleTranslated?: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  return (
    <ModalDialog
      keepsWork
      hasCloseButton
      title={title}
      isTitleTranslated={isTitleTranslated}
      onClose={onClose}
      className={styles.surface}
      contentClassName={styles.content}
    >
      {children}
    </ModalDialog>
  )
}
