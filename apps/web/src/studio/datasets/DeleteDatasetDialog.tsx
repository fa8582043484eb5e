import type { DatasetAnswer } from '@sluice/contracts'
import { useWords } from '../../shared/languages/words.ts'
import { DeleteDialog } from '../naming/DeleteDialog.tsx'
import { datasetPath } from './dataset-place.ts'
import { datasetWords } from './dataset-words.ts'

/** Asks before a dataset goes with all its versions. */
export function DeleteDatasetDialog({
  dataset: { id, name, version },
  onClose,
}: {
  readonly dataset: DatasetAnswer
  readonly onClose: (isDone: boolean) => void
}) {
  const words = useWords(datasetWords)
  return (
    <DeleteDialog
      path={datasetPath(id)}
      query={{ family: true }}
      name={name}
      title={words('deleteTitle', { name })}
      confirmLabel={words('delete')}
      inUseLabel={words('deleteInUse')}
      doneText={words('deleted', { name })}
      touches={['/datasets', '/experiment-templates']}
      onClose={onClose}
    >
      <p>{words('deleteText', { count: version })}</p>
    </DeleteDialog>
  )
}
