import type { WebServiceAnswer } from '@sluice/contracts'
import { useWords } from '../../shared/languages/words.ts'
import { CostlyDialog } from '../../shared/ui/dialogs/CostlyDialog.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { useStudioChange } from '../api/studio-api.ts'
import { webServicePath } from './web-service-paths.ts'
import { webServiceWords } from './web-service-words.ts'

/** Says what stops, and asks for the name. */
export function DeleteWebServiceDialog({
  webService: { id, name, endpointCount },
  onClose,
}: {
  readonly webService: Pick<WebServiceAnswer, 'id' | 'name' | 'endpointCount'>
  readonly onClose: (isDeleted: boolean) => void
}) {
  const words = useWords(webServiceWords)
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
          // The page about it would ask for what is gone.
          { method: 'DELETE', path: webServicePath(id), touches: [] },
          {
            onSuccess() {
              messages.done(words('deleted', { name }))
              onClose(true)
            },
          },
        )
      }
    >
      <p>{words('deleteText', { count: endpointCount })}</p>
      <p>{words('deleteApis')}</p>
    </CostlyDialog>
  )
}
