import { Button } from '@fluentui/react-components'
import { type ReactNode, useRef } from 'react'
import { useWords } from '../../languages/words.ts'
import styles from '../feedback/feedback.module.css'
import { uiWords } from '../ui-words.ts'
import { ModalDialog } from './ModalDialog.tsx'

/** A question with two answers. Focus begins on the one that changes nothing. */
export function AskDialog({
  isOpen,
  title,
  children,
  confirmLabel,
  cancelLabel,
  isBusy = false,
  onConfirm,
  onCancel,
}: {
  readonly isOpen: boolean
  readonly title: string
  readonly children?: ReactNode
  /** Names the act: `Publish`, not `OK`. */
  readonly confirmLabel: string
  readonly cancelLabel?: string
  readonly isBusy?: boolean
  readonly onConfirm: () => void
  readonly onCancel: () => void
}) {
  const words = useWords(uiWords)
  const cancel = useRef<HTMLButtonElement>(null)
  return (
    <ModalDialog
      isAlert
      isOpen={isOpen}
      title={title}
      onClose={onCancel}
      contentClassName={styles.dialogText}
      actions={
        <>
          <Button ref={cancel} autoFocus onClick={onCancel}>
            {cancelLabel ?? words('cancel')}
          </Button>
          <Button appearance="primary" disabledFocusable={isBusy} onClick={() => !isBusy && onConfirm()}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
    </ModalDialog>
  )
}
