import { Button, Field, Input, Radio, RadioGroup } from '@fluentui/react-components'
import type { PublicationDocument, WebServiceAnswer } from '@sluice/contracts'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { AskDialog } from '../../shared/ui/dialogs/AskDialog.tsx'
import { FormDialog } from '../../shared/ui/dialogs/FormDialog.tsx'
import { ErrorNotice } from '../../shared/ui/feedback/ErrorNotice.tsx'
import { experimentPath } from '../api/experiment-place.ts'
import { useStudio, useStudioChange } from '../api/studio-api.ts'
import { useWorkspace } from '../api/workspace.ts'
import { webServiceHref } from '../web-services/web-service-paths.ts'
import { followPublication, publicationPath } from './follow-publication.ts'
import { PublicationFaults } from './PublicationFaults.tsx'
import { PublicationSteps } from './PublicationSteps.tsx'
import styles from './publish.module.css'
import { publishWords } from './publish-words.ts'

/** What is made anew where nothing is overwritten. */
const another = 'new'

/** Asks whether an experiment is to be published, and shows how it goes. */
export function PublishDialog({
  experimentId,
  experimentName,
  save,
  onClose,
}: {
  readonly experimentId: string
  readonly experimentName: string
  readonly save: () => Promise<void>
  readonly onClose: () => void
}) {
  const words = useWords(publishWords)
  const workspace = useWorkspace()
  const [publicationId, setPublicationId] = useState<string>()
  const [isSaving, setSaving] = useState(false)
  const [saveError, setSaveError] = useState<unknown>()
  const [chosen, setChosen] = useState<string>()
  const [name, setName] = useState('')
  const [isAsked, setAsked] = useState(false)
  const { data: webServices } = useStudio<{ value: readonly WebServiceAnswer[] }>('/web-services')
  const { mutateAsync, isPending, error } = useStudioChange<PublicationDocument>()
  const before = (webServices?.value ?? []).filter((one) => one.experimentId === experimentId)
  const target = chosen ?? before[0]?.id ?? another
  const isNameMissing = before.length > 0 && target === another && name.trim() === ''
  const publish = async () => {
    setAsked(true)
    if (isNameMissing || webServices === undefined) return
    setSaveError(undefined)
    setSaving(true)
    try {
      await save()
    } catch (failure) {
      setSaveError(failure)
      return
    } finally {
      setSaving(false)
    }
    const body = target === another ? (name.trim() === '' ? {} : { name: name.trim() }) : { webServiceId: target }
    try {
      const path = `${experimentPath(experimentId)}/publish`
      const { body: begun } = await mutateAsync({ method: 'POST', path, body, touches: [] })
      followPublication(workspace.id, begun)
      setPublicationId(begun.id)
    } catch {
      // The mutation holds why.
    }
  }
  if (publicationId !== undefined) {
    return <PublicationDialog id={publicationId} name={experimentName} onClose={onClose} />
  }
  return (
    <AskDialog
      isOpen
      title={words('question', { name: experimentName })}
      confirmLabel={words('yes')}
      cancelLabel={words('no')}
      isBusy={isPending || isSaving || webServices === undefined}
      onConfirm={() => void publish()}
      onCancel={onClose}
    >
      <p>{words('text')}</p>
      {before.length > 0 && (
        <Field label={words('again')}>
          <RadioGroup value={target} onChange={(_, { value }) => setChosen(value)}>
            {before.map((one) => (
              <Radio key={one.id} value={one.id} label={words('overwrite', { name: one.name })} />
            ))}
            <Radio value={another} label={words('new')} />
          </RadioGroup>
        </Field>
      )}
      {before.length > 0 && target === another && (
        <Field
          label={words('newName')}
          required
          {...(isAsked && isNameMissing
            ? { validationState: 'error' as const, validationMessage: words('newNameMissing') }
            : {})}
        >
          <Input value={name} autoComplete="off" onChange={(_, { value }) => setName(value)} />
        </Field>
      )}
      {saveError !== undefined && <ErrorNotice error={saveError} title={words('saveFailed')} />}
      {error !== null && <ErrorNotice error={error} />}
    </AskDialog>
  )
}

/** How a publication goes; at its end the page of the web service opens. */
function PublicationDialog({
  id,
  name,
  onClose,
}: {
  readonly id: string
  readonly name: string
  readonly onClose: () => void
}) {
  const words = useWords(publishWords)
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const { data } = useStudio<PublicationDocument>(publicationPath(id))
  const webServiceId = data?.result?.webServiceId
  useEffect(() => {
    if (webServiceId !== undefined) void navigate({ href: webServiceHref(workspace.id, webServiceId) })
  }, [webServiceId, navigate, workspace.id])
  return (
    <FormDialog title={words('publishing', { name })} onClose={onClose}>
      <div className={styles.stack}>
        {data?.state === 'running' && <p>{words('goOn')}</p>}
        {data !== undefined && <PublicationSteps steps={data.steps} />}
        <div role="status">{data?.state === 'succeeded' ? words('succeeded', { name }) : ''}</div>
        {data !== undefined && <PublicationFaults {...data} />}
        <div>
          <Button onClick={onClose}>{words('close')}</Button>
        </div>
      </div>
    </FormDialog>
  )
}
