import { Button, Field, Textarea } from '@fluentui/react-components'
import { useState } from 'react'
import type { Resource } from '../../../shared/api-client/resource.ts'
import { useService } from '../../../shared/api-client/service.ts'
import { useAllResources } from '../../../shared/api-client/use-resource.ts'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { AskDialog } from '../../../shared/ui/dialogs/AskDialog.tsx'
import { QuestionDialog } from '../../../shared/ui/dialogs/QuestionDialog.tsx'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { Markdown } from '../../../shared/ui/values/Markdown.tsx'
import { TimeAgo } from '../../../shared/ui/values/TimeAgo.tsx'
import { apiPath, baseNameOf } from '../api-view.ts'
import { useApi } from '../use-api.ts'
import { type ReleaseView, releasedRevision } from './revision-view.ts'
import styles from './revisions.module.css'
import { revisionsWords } from './revisions-words.ts'
import { useRevisionActions } from './use-revision-actions.ts'

type Release = Resource<ReleaseView>

/** What was released, the newest first; the notes can be mended afterwards. */
export function ChangeLogSection() {
  const words = useWords(revisionsWords)
  const service = useService()
  const messages = useMessages()
  const mayWrite = useMay('publisher')
  const base = baseNameOf(useApi().name)
  const releases = useAllResources<ReleaseView>(`${apiPath(service.id, base)}/releases`)
  const { removeRelease, isPending } = useRevisionActions()
  const [edited, setEdited] = useState<Release>()
  const [toDelete, setToDelete] = useState<Release>()
  const newest = [...(releases.data ?? [])].sort((a, b) =>
    (b.properties.createdDateTime ?? '').localeCompare(a.properties.createdDateTime ?? ''),
  )
  const remove = async () => {
    if (toDelete === undefined) return
    try {
      await removeRelease(toDelete.name)
    } catch (error) {
      messages.failed(words('failed'), error)
    }
    setToDelete(undefined)
  }
  return (
    <Section title={words('changeLog')} description={words('changeLogHint')}>
      {releases.data === undefined ? (
        releases.error === null ? (
          <Loading lines={2} />
        ) : (
          <ErrorState error={releases.error} onRetry={() => void releases.refetch()} />
        )
      ) : newest.length === 0 ? (
        <p>{words('changeLogEmpty')}</p>
      ) : (
        <ul className={styles.log}>
          {newest.map((release) => {
            const { createdDateTime, notes } = release.properties
            return (
              <li key={release.name}>
                <div className={styles.logHead}>
                  <strong>
                    {words('revision')} <span translate="no">{releasedRevision(release.properties)}</span>
                  </strong>
                  {createdDateTime !== undefined && <TimeAgo iso={createdDateTime} />}
                  {mayWrite && (
                    <>
                      <Button size="small" appearance="subtle" onClick={() => setEdited(release)}>
                        {words('editNotes')}
                      </Button>
                      <Button size="small" appearance="subtle" onClick={() => setToDelete(release)}>
                        {words('deleteRelease')}
                      </Button>
                    </>
                  )}
                </div>
                {notes && (
                  <div translate="no">
                    <Markdown text={notes} />
                  </div>
                )}
              </li>
            )
          })}
        </ul>
      )}
      {edited !== undefined && <NotesDialog key={edited.name} release={edited} onClose={() => setEdited(undefined)} />}
      <AskDialog
        isOpen={toDelete !== undefined}
        title={words('deleteReleaseTitle')}
        confirmLabel={words('deleteRelease')}
        isBusy={isPending}
        onConfirm={() => void remove()}
        onCancel={() => setToDelete(undefined)}
      >
        <p>{words('deleteReleaseText')}</p>
      </AskDialog>
    </Section>
  )
}

function NotesDialog({ release, onClose }: { readonly release: Release; readonly onClose: () => void }) {
  const words = useWords(revisionsWords)
  const { setNotes, isPending } = useRevisionActions()
  const [notes, setText] = useState(release.properties.notes ?? '')
  const [error, setError] = useState<unknown>()
  const save = async () => {
    setError(undefined)
    try {
      await setNotes(release.name, notes)
      onClose()
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <QuestionDialog
      title={words('editNotes')}
      confirmLabel={words('editNotes')}
      isBusy={isPending}
      error={error}
      onConfirm={() => void save()}
      onCancel={onClose}
    >
      <Field label={words('notes')} hint={{ children: words('notesHint') }}>
        <Textarea value={notes} resize="vertical" onChange={(_, { value }) => setText(value)} />
      </Field>
    </QuestionDialog>
  )
}
