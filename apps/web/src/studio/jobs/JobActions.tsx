import { Button } from '@fluentui/react-components'
import { DeleteRegular, PlayRegular, StopRegular } from '@fluentui/react-icons'
import type { BatchJobDetailsAnswer } from '@sluice/contracts'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { AskDialog } from '../../shared/ui/dialogs/AskDialog.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { useStudioChange } from '../api/studio-api.ts'
import { useWorkspace } from '../api/workspace.ts'
import { webServiceHref } from '../web-services/web-service-paths.ts'
import { forgetBatchJob, jobPath } from './follow-batch-job.ts'
import { hasEnded } from './job-state.ts'
import { jobWords } from './job-words.ts'

/** Starts a job, cancels one that goes on, deletes one that has ended. */
export function JobActions({ job }: { readonly job: BatchJobDetailsAnswer }) {
  const words = useWords(jobWords)
  const messages = useMessages()
  const navigate = useNavigate()
  const { id: workspaceId } = useWorkspace()
  const [asked, setAsked] = useState<'cancel' | 'delete'>()
  const { mutateAsync, isPending } = useStudioChange()
  const { id, state, webServiceId, isCancelRequested } = job
  const path = jobPath(id)
  if (!allows(useSession(), 'publisher')) return null
  const act = async (title: string, work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      messages.failed(title, error)
    }
    setAsked(undefined)
  }
  const start = () =>
    act(words('start'), () => mutateAsync({ method: 'POST', path: `${path}/start`, touches: ['/batch-jobs'] }))
  const cancel = () =>
    act(words('cancel'), () => mutateAsync({ method: 'POST', path: `${path}/cancel`, touches: ['/batch-jobs'] }))
  const remove = () =>
    act(words('delete'), async () => {
      await mutateAsync({ method: 'DELETE', path, touches: [] })
      forgetBatchJob(id)
      messages.done(words('deleted'))
      await navigate({ href: webServiceHref(workspaceId, webServiceId, 'jobs') })
    })
  const isOver = hasEnded(state)
  return (
    <>
      {state === 'not-started' && (
        <Button
          appearance="primary"
          icon={<PlayRegular />}
          disabledFocusable={isPending}
          onClick={() => isPending || void start()}
        >
          {words('start')}
        </Button>
      )}
      {!isOver && (
        <Button
          icon={<StopRegular />}
          disabledFocusable={isPending || isCancelRequested}
          onClick={() => isCancelRequested || setAsked('cancel')}
        >
          {words('cancel')}
        </Button>
      )}
      {isOver && (
        <Button icon={<DeleteRegular />} onClick={() => setAsked('delete')}>
          {words('delete')}
        </Button>
      )}
      <AskDialog
        isOpen={asked === 'cancel'}
        title={words('cancelQuestion')}
        confirmLabel={words('cancel')}
        cancelLabel={words('cancelKeep')}
        isBusy={isPending}
        onConfirm={() => void cancel()}
        onCancel={() => setAsked(undefined)}
      >
        {words('cancelText')}
      </AskDialog>
      <AskDialog
        isOpen={asked === 'delete'}
        title={words('deleteQuestion')}
        confirmLabel={words('deleteConfirm')}
        cancelLabel={words('deleteKeep')}
        isBusy={isPending}
        onConfirm={() => void remove()}
        onCancel={() => setAsked(undefined)}
      >
        {words('deleteText')}
      </AskDialog>
    </>
  )
}
