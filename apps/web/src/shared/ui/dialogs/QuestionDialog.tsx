import { Button } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useWords } from '../../languages/words.ts'
import { ErrorDetail } from '../feedback/ErrorState.tsx'
import styles from '../feedback/feedback.module.css'
import { uiWords } from '../ui-words.ts'
import { ModalDialog } from './ModalDialog.tsx'

/** A question with fields. It stays open, with what was typed, when the answer to it fails. */
export function QuestionDialog({
  title,
  children,
  confirmLabel,
  isBusy,
  error,
  onConfirm,
  onCancel,
}: {
  readonly title: string
  readonly children: ReactNode
  readonly confirmLabel: string
  readonly isBusy: boolean
  /** Why the last answer failed. */
  readonly error?: unknown
  readonly onConfirm: () => void
  readonly onCancel: () => void
}) {
  const ui = useWords(uiWords)
  return (
    <ModalDialog
      title={title}
      onClose={onCancel}
      onSubmit={() => isBusy || onConfirm()}
      contentClassName={styles.dialogFields}
      actions={
        <>
          <Button onClick={onCancel}>{ui('cancel')}</Button>
          <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
      {error != null && (
        <div role="alert">
          <ErrorDetail error={error} />
        </div>
      )}
    </ModalDialog>
  )
}
