import { Button, Field, Input, Textarea } from '@fluentui/react-components'
import type { TrainedModelAnswer } from '@sluice/contracts'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../../../shared/auth/use-may.ts'
import { FileDrop } from '../../../shared/forms/FileDrop.tsx'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorNotice } from '../../../shared/ui/feedback/ErrorNotice.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { NotAllowedPage } from '../../../shared/ui/page/NotAllowedPage.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { useStudioChange } from '../../api/studio-api.ts'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { UploadBar } from '../../uploads/UploadBar.tsx'
import { useFileUpload } from '../../uploads/use-file-upload.ts'
import styles from '../saved/saved.module.css'
import { savedHref } from '../saved-place.ts'
import { savedWords } from '../saved-words.ts'

const toLines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** An ONNX file becomes a trained model. */
export function ImportModelPage() {
  const words = useWords(savedWords)
  const { base, area } = useStudioPlace()
  const navigate = useNavigate()
  const messages = useMessages()
  const mayChange = useMay('publisher')
  const upload = useFileUpload('onnx', `${base}/trained-models/import`)
  const { mutateAsync, isPending } = useStudioChange<TrainedModelAnswer>()
  const [typed, setTyped] = useState<string>()
  const [description, setDescription] = useState('')
  const [features, setFeatures] = useState('')
  const [classes, setClasses] = useState('')
  const [isTried, setTried] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  if (!mayChange) return <NotAllowedPage needed="publisher" />
  const { status } = upload
  const name = (typed ?? status?.fileName.replace(/\.onnx$/i, '') ?? '').trim()
  const uploadId = status?.uploadId
  const make = async () => {
    setTried(true)
    setFailure(undefined)
    if (name === '' || uploadId === undefined || isPending) return
    try {
      const { body } = await mutateAsync({
        path: '/trained-models/import',
        method: 'POST',
        body: { uploadId, name, description, featureColumns: toLines(features), classes: toLines(classes) },
        touches: ['/trained-models'],
      })
      upload.forget()
      messages.done(words('imported', { name }))
      await navigate({ href: savedHref(base, 'model', body.id) })
    } catch (reason) {
      setFailure(reason)
    }
  }
  return (
    <Page
      title={words('importTitle')}
      description={words('importDescription')}
      area={area}
      breadcrumbs={[{ label: words('title'), href: `${base}/trained-models` }]}
      width="text"
    >
      <form
        className={styles.narrow}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void make()
        }}
      >
        <p>{words('importNeeds')}</p>
        {failure !== undefined && <ErrorNotice title={words('importFailed')} error={failure} />}
        {status === undefined ? (
          <FileDrop
            label={words('chooseFile')}
            onFiles={([file]) => {
              if (file !== undefined) upload.start(file)
            }}
          />
        ) : (
          <UploadBar upload={upload} />
        )}
        {status !== undefined && (
          <>
            <Field
              label={words('modelName')}
              required
              {...(isTried && name === ''
                ? { validationMessage: words('nameNeeded'), validationState: 'error' as const }
                : {})}
            >
              <Input
                value={typed ?? name}
                maxLength={260}
                autoComplete="off"
                input={{ translate: 'no' }}
                onChange={(_, { value }) => setTyped(value)}
              />
            </Field>
            <Field label={words('descriptionField')}>
              <Textarea
                value={description}
                maxLength={4000}
                resize="vertical"
                onChange={(_, { value }) => setDescription(value)}
              />
            </Field>
            <Field label={words('featureColumns')} hint={words('featureColumnsHint')}>
              <Textarea
                value={features}
                resize="vertical"
                textarea={{ translate: 'no', spellCheck: false }}
                onChange={(_, { value }) => setFeatures(value)}
              />
            </Field>
            <Field label={words('classNames')} hint={words('classNamesHint')}>
              <Textarea
                value={classes}
                resize="vertical"
                textarea={{ translate: 'no', spellCheck: false }}
                onChange={(_, { value }) => setClasses(value)}
              />
            </Field>
            <div>
              <Button type="submit" appearance="primary" disabledFocusable={uploadId === undefined || isPending}>
                {words('importNow')}
              </Button>
            </div>
          </>
        )}
      </form>
    </Page>
  )
}
