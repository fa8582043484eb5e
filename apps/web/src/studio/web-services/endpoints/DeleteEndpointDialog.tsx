import type { EndpointAnswer } from '@sluice/contracts'
import { useWords } from '../../../shared/languages/words.ts'
import { CostlyDialog } from '../../../shared/ui/dialogs/CostlyDialog.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { useStudioChange } from '../../api/studio-api.ts'
import { endpointPath } from '../web-service-paths.ts'
import { endpointWords } from './endpoint-words.ts'

/** Says what stops, and asks for the name. */
export function DeleteEndpointDialog({
  webServiceId,
  endpoint: { name, isDefault },
  onClose,
}: {
  readonly webServiceId: string
  readonly endpoint: Pick<EndpointAnswer, 'name' | 'isDefault'>
  readonly onClose: (isDeleted: boolean) => void
}) {
  const words = useWords(endpointWords)
  const messages = useMessages()
  const { mutate, isPending, error } = useStudioChange()
  return (
    <CostlyDialog
      isOpen
      title={words('deleteQuestion', { name })}
      name={name}
      confirmLabel={words('deleteConfirm')}
      isBusy={isPending}
      error={error}
      onCancel={() => onClose(false)}
      onConfirm={() =>
        mutate(
          { method: 'DELETE', path: endpointPath(webServiceId, name), touches: [] },
          {
            onSuccess() {
              messages.done(words('deleted', { name }))
              onClose(true)
            },
          },
        )
      }
    >
      <p>{words('deleteText')}</p>
      {isDefault && <p>{words('deleteDefault')}</p>}
    </CostlyDialog>
  )
}
