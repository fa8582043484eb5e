import { Button, Field, Input } from '@fluentui/react-components'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../../languages/words.ts'
import { ErrorDetail } from '../feedback/ErrorState.tsx'
import styles from '../feedback/feedback.module.css'
import { uiWords } from '../ui-words.ts'
import { ModalDialog } from './ModalDialog.tsx'

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
    <ModalDialog
      isAlert
      isOpen={isOpen}
      title={title}
      onClose={leave}
      onSubmit={() => isSame && !isBusy && onConfirm()}
      contentClassName={styles.dialogText}
      actions={
        <>
          <Button ref={cancel} onClick={leave}>
            {words('cancel')}
          </Button>
          <Button type="submit" appearance="primary" disabledFocusable={!isSame || isBusy}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div>{children}</div>
      <Field label={words('typeName', { name })}>
        <Input value={typed} autoComplete="off" onChange={(_, { value }) => setTyped(value)} />
      </Field>
      {error != null && (
        <div role="alert">
          <ErrorDetail error={error} />
        </div>
      )}
    </ModalDialog>
  )
}
