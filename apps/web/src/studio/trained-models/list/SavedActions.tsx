import { ArrowDownloadRegular, DeleteRegular, RenameRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { RowMenu } from '../../../shared/ui/table/RowMenu.tsx'
import { download } from '../../api/download.ts'
import { studioUrl } from '../../api/studio-api.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { DeleteDialog } from '../../naming/DeleteDialog.tsx'
import { RenameDialog } from '../../naming/RenameDialog.tsx'
import { type Saved, savedCollections, savedPath } from '../saved-place.ts'
import type { SavedKind } from '../saved-search.ts'
import { savedWords } from '../saved-words.ts'

/** What can be done with a model or transformation. */
export function SavedActions({
  kind,
  saved: { id, name, description },
  onDeleted,
}: {
  readonly kind: SavedKind
  readonly saved: Saved
  readonly onDeleted?: () => void
}) {
  const words = useWords(savedWords)
  const { id: workspace } = useWorkspace()
  const mayChange = useMay('publisher')
  const [question, setQuestion] = useState<'rename' | 'delete'>()
  const path = savedPath(kind, id)
  const touches = [savedCollections[kind]]
  const get = {
    label: words('download'),
    icon: <ArrowDownloadRegular />,
    onSelect: () => download(studioUrl(workspace, `${path}/content`)),
  }
  return (
    <>
      <RowMenu
        name={name}
        actions={
          mayChange
            ? [
                get,
                { label: words('rename'), icon: <RenameRegular />, onSelect: () => setQuestion('rename') },
                { label: words('delete'), icon: <DeleteRegular />, onSelect: () => setQuestion('delete') },
              ]
            : [get]
        }
      />
      {question === 'rename' && (
        <RenameDialog
          path={path}
          name={name}
          description={description}
          touches={touches}
          onClose={() => setQuestion(undefined)}
        />
      )}
      {question === 'delete' && (
        <DeleteDialog
          path={path}
          name={name}
          title={words('deleteTitle', { name })}
          confirmLabel={words('delete')}
          inUseLabel={words('deleteInUse')}
          doneText={words('deleted', { name })}
          touches={touches}
          onClose={(isDone) => {
            setQuestion(undefined)
            if (isDone) onDeleted?.()
          }}
        >
          <p>{words('deleteText')}</p>
        </DeleteDialog>
      )}
    </>
  )
}
