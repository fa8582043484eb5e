import {
  ArrowDownloadRegular,
  ArrowExportRegular,
  CopyRegular,
  DeleteRegular,
  RenameRegular,
} from '@fluentui/react-icons'
import type { ExperimentAnswer, ListedExperimentAnswer } from '@sluice/contracts'
import { useState } from 'react'
import { send } from '../../../shared/api-client/send.ts'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { RowMenu } from '../../../shared/ui/table/RowMenu.tsx'
import { saveFile } from '../../../shared/ui/values/save-file.ts'
import { experimentPath } from '../../api/experiment-place.ts'
import { studioUrl } from '../../api/studio-api.ts'
import { useStudioAct } from '../../api/use-studio-act.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { RenameDialog } from '../../naming/RenameDialog.tsx'
import { experimentWords } from '../experiment-words.ts'

/** What can be done with one experiment of the list. */
export function ExperimentActions({
  experiment,
  onDelete,
}: {
  readonly experiment: ListedExperimentAnswer
  readonly onDelete: () => void
}) {
  const words = useWords(experimentWords)
  const messages = useMessages()
  const act = useStudioAct()
  const workspace = useWorkspace()
  const mayChange = useMay('publisher')
  const [isRenaming, setRenaming] = useState(false)
  const { id, name, description } = experiment
  const path = experimentPath(id)
  const exportAs = async (form: 'own' | 'classic') => {
    try {
      const { body } = await send<ExperimentAnswer>(
        studioUrl(workspace.id, form === 'classic' ? `${path}/classic` : path),
      )
      const content = form === 'classic' ? body : { name: body.name, description: body.description, graph: body.graph }
      saveFile(
        `${name}${form === 'classic' ? '.classic' : ''}.json`,
        JSON.stringify(content, null, 2),
        'application/json',
      )
    } catch (error) {
      messages.failed(words('exportFailed', { name }), error)
    }
  }
  const copy = () =>
    void act({
      path: '/experiments',
      method: 'POST',
      body: { copyOf: { experimentId: id } },
      touches: ['/experiments'],
      done: words('copied', { name }),
      failed: words('copyFailed', { name }),
    })
  const exports = [
    { label: words('exportOwn'), icon: <ArrowDownloadRegular />, onSelect: () => void exportAs('own') },
    { label: words('exportClassic'), icon: <ArrowExportRegular />, onSelect: () => void exportAs('classic') },
  ]
  return (
    <>
      <RowMenu
        name={name}
        actions={
          mayChange
            ? [
                { label: words('rename'), icon: <RenameRegular />, onSelect: () => setRenaming(true) },
                { label: words('copy'), icon: <CopyRegular />, onSelect: copy },
                ...exports,
                { label: words('delete'), icon: <DeleteRegular />, onSelect: onDelete },
              ]
            : exports
        }
      />
      {isRenaming && (
        <RenameDialog
          path={path}
          name={name}
          description={description}
          touches={['/experiments']}
          onClose={() => setRenaming(false)}
        />
      )}
    </>
  )
}
