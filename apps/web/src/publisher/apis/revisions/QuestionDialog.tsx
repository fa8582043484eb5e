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
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorDetail } from '../../../shared/ui/feedback/ErrorState.tsx'
import { uiWords } from '../../../shared/ui/ui-words.ts'
import styles from './revisions.module.css'

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
  readonly error: unknown
  readonly onConfirm: () => void
  readonly onCancel: () => void
}) {
  const ui = useWords(uiWords)
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
            <DialogContent className={styles.dialog}>
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
