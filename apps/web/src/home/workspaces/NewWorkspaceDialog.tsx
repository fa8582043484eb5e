import { Field, Textarea } from '@fluentui/react-components'
import type { WorkspaceAnswer } from '@sluice/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { send } from '../../shared/api-client/send.ts'
import { workspacesQuery } from '../../shared/api-client/workspaces-query.ts'
import { NameField } from '../../shared/forms/NameField.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { QuestionDialog } from '../../shared/ui/dialogs/QuestionDialog.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { homeWords } from '../home-words.ts'

/** Makes a workspace and opens it. */
export function NewWorkspaceDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(homeWords)
  const messages = useMessages()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [typed, setTyped] = useState('')
  const [description, setDescription] = useState('')
  const [isTried, setTried] = useState(false)
  const friendlyName = typed.trim()
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: async () =>
      (await send<WorkspaceAnswer>('/studio/workspaces', { method: 'POST', body: { friendlyName, description } })).body,
    onSuccess: () => client.invalidateQueries({ queryKey: workspacesQuery.queryKey, refetchType: 'all' }),
  })
  const make = async () => {
    setTried(true)
    if (friendlyName === '') return
    const { id } = await mutateAsync()
    messages.done(words('workspaceMade', { name: friendlyName }))
    await navigate({ to: '/studio/$workspace', params: { workspace: id }, search: {} })
  }
  return (
    <QuestionDialog
      title={words('newWorkspace')}
      confirmLabel={words('create')}
      isBusy={isPending}
      error={error}
      // What went wrong stands in the dialog.
      onConfirm={() => void make().catch(() => undefined)}
      onCancel={onClose}
    >
      <NameField
        label={words('workspaceName')}
        value={typed}
        fault={isTried && friendlyName === '' ? words('workspaceNameNeeded') : undefined}
        maxLength={260}
        onChange={setTyped}
      />
      <Field label={words('workspaceDescription')}>
        <Textarea
          value={description}
          maxLength={4000}
          resize="vertical"
          onChange={(_, { value }) => setDescription(value)}
        />
      </Field>
    </QuestionDialog>
  )
}
