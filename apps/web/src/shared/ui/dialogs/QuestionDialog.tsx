import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useWords } from '../../languages/words.ts'
import { ErrorDetail } from '../feedback/ErrorState.tsx'
import styles from '../feedback/feedback.module.css'
import { uiWords } from '../ui-words.ts'
import { useFocusReturn } from './use-focus-return.ts'

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
  useFocusReturn(true)
  return (
    <Dialog open onOpenChange={(_, { open }) => open || onCancel()}>
      <DialogSurface>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            event.stopPropagation()
            if (!isBusy) onConfirm()
          }}
        >
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.dialogFields}>
              {children}
              {error != null && (
                <div role="alert">
                  <ErrorDetail error={error} />
                </div>
              )}
            </DialogContent>
            <DialogActions>
              <Button onClick={onCancel}>{ui('cancel')}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
                {confirmLabel}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
