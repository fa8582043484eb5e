import { Checkbox } from '@fluentui/react-components'
import { type ReactNode, useState } from 'react'
import { isApiError } from '../../shared/api-client/api-error.ts'
import { CostlyDialog } from '../../shared/ui/dialogs/CostlyDialog.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { type StudioQuery, useStudioChange } from '../api/studio-api.ts'

/** Asks before something of the workspace goes; where experiments use it, asks once more. */
export function DeleteDialog({
  path,
  query = {},
  name,
  title,
  confirmLabel,
  inUseLabel,
  doneText,
  touches,
  children,
  onClose,
}: {
  /** Below the workspace. */
  readonly path: string
  readonly query?: StudioQuery
  readonly name: string
  readonly title: string
  readonly confirmLabel: string
  /** Of the box that deletes it from under the experiments that use it. */
  readonly inUseLabel: string
  readonly doneText: string
  readonly touches: readonly string[]
  readonly children: ReactNode
  readonly onClose: (isDone: boolean) => void
}) {
  const messages = useMessages()
  const { mutateAsync, isPending, error } = useStudioChange()
  const [isForced, setForced] = useState(false)
  const isInUse = isApiError(error) && /InUse$/.test(error.code)
  const remove = async () => {
    try {
      await mutateAsync({ path, method: 'DELETE', query: { ...query, force: isForced }, touches })
    } catch {
      // What went wrong stands in the dialog.
      return
    }
    messages.done(doneText)
    onClose(true)
  }
  return (
    <CostlyDialog
      isOpen
      name={name}
      title={title}
      confirmLabel={confirmLabel}
      isBusy={isPending}
      error={error}
      onCancel={() => onClose(false)}
      onConfirm={() => void remove()}
    >
      {children}
      {(isInUse || isForced) && (
        <Checkbox label={inUseLabel} checked={isForced} onChange={(_, { checked }) => setForced(checked === true)} />
      )}
    </CostlyDialog>
  )
}
