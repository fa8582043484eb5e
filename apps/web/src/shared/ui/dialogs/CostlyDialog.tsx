import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
} from '@fluentui/react-components'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../../languages/words.ts'
import { ErrorDetail } from '../feedback/ErrorState.tsx'
import styles from '../feedback/feedback.module.css'
import { uiWords } from '../ui-words.ts'
import { useFocusReturn } from './use-focus-return.ts'

/** Before something that others depend on goes: says what stops working, and asks for its name. */
export function CostlyDialog({
  isOpen,
  title,
  name,
  children,
  confirmLabel,
  isBusy = false,
  error,
  onConfirm,
  onCancel,
}: {
  readonly isOpen: boolean
  readonly title: string
  /** What has to be typed. */
  readonly name: string
  readonly children: ReactNode
  readonly confirmLabel: string
  readonly isBusy?: boolean
  /** Why the last attempt failed. */
  readonly error?: unknown
  readonly onConfirm: () => void
  readonly onCancel: () => void
}) {
  const words = useWords(uiWords)
  useFocusReturn(isOpen)
  const [typed, setTyped] = useState('')
  const isSame = typed.trim() === name
  const cancel = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // After the dialog has put the focus on its first field.
    if (isOpen) cancel.current?.focus()
  }, [isOpen])
  const leave = () => {
    setTyped('')
    onCancel()
  }
  return (
    <Dialog open={isOpen} modalType="alert" onOpenChange={(_, { open }) => open || leave()}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            // Dialogs stand in forms of pages, too: those must not be sent.
            event.stopPropagation()
            if (isSame && !isBusy) onConfirm()
          }}
        >
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.dialogText}>
              <div>{children}</div>
              <Field label={words('typeName', { name })}>
                <Input value={typed} autoComplete="off" onChange={(_, { value }) => setTyped(value)} />
              </Field>
              {error != null && (
                <div role="alert">
                  <ErrorDetail error={error} />
                </div>
              )}
            </DialogContent>
            <DialogActions>
              <Button ref={cancel} onClick={leave}>
                {words('cancel')}
              </Button>
              <Button type="submit" appearance="primary" disabledFocusable={!isSame || isBusy}>
                {confirmLabel}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
