import {
  ArrowDownloadRegular,
  ArrowUploadRegular,
  DeleteRegular,
  FlowchartRegular,
  RenameRegular,
} from '@fluentui/react-icons'
import type { DatasetAnswer } from '@sluice/contracts'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { RowMenu } from '../../../shared/ui/table/RowMenu.tsx'
import { download } from '../../api/download.ts'
import { studioUrl } from '../../api/studio-api.ts'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { RenameDialog } from '../../naming/RenameDialog.tsx'
import { DeleteDatasetDialog } from '../DeleteDatasetDialog.tsx'
import { datasetPath } from '../dataset-place.ts'
import { datasetWords } from '../dataset-words.ts'

/** What can be done with one dataset, in the list and on its page. */
export function DatasetActions({
  dataset,
  onDeleted,
}: {
  readonly dataset: DatasetAnswer
  readonly onDeleted?: () => void
}) {
  const words = useWords(datasetWords)
  const { id: workspace } = useWorkspace()
  const { base } = useStudioPlace()
  const navigate = useNavigate()
  const mayChange = useMay('publisher')
  const [question, setQuestion] = useState<'rename' | 'delete'>()
  const { id, name, description } = dataset
  const path = datasetPath(id)
  const csv = {
    label: `${words('download')} (CSV)`,
    icon: <ArrowDownloadRegular />,
    onSelect: () => download(studioUrl(workspace, `${path}/content`, { format: 'csv' })),
  }
  return (
    <>
      <RowMenu
        name={name}
        actions={
          mayChange
            ? [
                {
                  label: words('use'),
                  icon: <FlowchartRegular />,
                  onSelect: () => void navigate({ href: `${base}/experiments/new?dataset=${id}` }),
                },
                {
                  label: words('newVersion'),
                  icon: <ArrowUploadRegular />,
                  onSelect: () => void navigate({ href: `${base}/datasets/new?versionOf=${id}` }),
                },
                csv,
                { label: words('rename'), icon: <RenameRegular />, onSelect: () => setQuestion('rename') },
                { label: words('delete'), icon: <DeleteRegular />, onSelect: () => setQuestion('delete') },
              ]
            : [csv]
        }
      />
      {question === 'rename' && (
        <RenameDialog
          path={path}
          name={name}
          description={description}
          touches={['/datasets']}
          onClose={() => setQuestion(undefined)}
        />
      )}
      {question === 'delete' && (
        <DeleteDatasetDialog
          dataset={dataset}
          onClose={(isDone) => {
            setQuestion(undefined)
            if (isDone) onDeleted?.()
          }}
        />
      )}
    </>
  )
}
