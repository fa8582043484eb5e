import type { ListedExperimentAnswer } from '@sluice/contracts'
import { useState } from 'react'
import { runAll } from '../../../shared/api-client/run-all.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { CostlyDialog } from '../../../shared/ui/dialogs/CostlyDialog.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { experimentPath } from '../../api/experiment-place.ts'
import { useStudioChange } from '../../api/studio-api.ts'
import { experimentWords } from '../experiment-words.ts'

/** Asks before experiments go, and says what goes with them. */
export function DeleteExperimentsDialog({
  experiments,
  onClose,
}: {
  readonly experiments: readonly ListedExperimentAnswer[]
  readonly onClose: (isDone: boolean) => void
}) {
  const words = useWords(experimentWords)
  const messages = useMessages()
  const { mutateAsync, isPending } = useStudioChange()
  const [error, setError] = useState<unknown>()
  const [first] = experiments
  const count = experiments.length
  const name = first?.name ?? ''
  const remove = async () => {
    const failures = await runAll(experiments, ({ id }) =>
      mutateAsync({ path: experimentPath(id), method: 'DELETE', touches: ['/experiments'] }),
    )
    const [failed] = failures
    if (count === 1 && failed !== undefined) {
      setError(failed.error)
      return
    }
    for (const { item, error: reason } of failures) messages.failed(words('deleteFailed', { name: item.name }), reason)
    const done = count - failures.length
    if (done > 0) messages.done(count === 1 ? words('deleted', { name }) : words('deletedMany', { count: done }))
    onClose(true)
  }
  return (
    <CostlyDialog
      isOpen
      name={count === 1 ? name : words('deleteMany', { count })}
      title={words('deleteTitle', { name, count })}
      confirmLabel={words('delete')}
      isBusy={isPending}
      error={error}
      onCancel={() => onClose(false)}
      onConfirm={() => void remove()}
    >
      {words(count === 1 ? 'deleteText' : 'deleteTextMany')}
    </CostlyDialog>
  )
}
