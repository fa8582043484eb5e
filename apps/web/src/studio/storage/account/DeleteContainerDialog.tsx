import { useWords } from '../../../shared/languages/words.ts'
import { CostlyDialog } from '../../../shared/ui/dialogs/CostlyDialog.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { useStudioChange } from '../../api/studio-api.ts'
import { containerPath, containersPath } from '../storage-place.ts'
import { storageWords } from '../storage-words.ts'

/** Asks before a container goes with all its files. */
export function DeleteContainerDialog({
  name,
  onClose,
}: {
  readonly name: string
  readonly onClose: (isDone: boolean) => void
}) {
  const words = useWords(storageWords)
  const messages = useMessages()
  const { mutateAsync, isPending, error } = useStudioChange()
  const remove = async () => {
    await mutateAsync({ path: containerPath(name), method: 'DELETE', touches: [containersPath] })
    messages.done(words('deleted', { name }))
    onClose(true)
  }
  return (
    <CostlyDialog
      isOpen
      name={name}
      title={words('deleteContainer', { name })}
      confirmLabel={words('delete')}
      isBusy={isPending}
      error={error}
      onCancel={() => onClose(false)}
      // What went wrong stands in the dialog.
      onConfirm={() => void remove().catch(() => undefined)}
    >
      {words('deleteContainerText')}
    </CostlyDialog>
  )
}
