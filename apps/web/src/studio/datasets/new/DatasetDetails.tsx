import { Button, Field, Input, Select, Textarea } from '@fluentui/react-components'
import type { DatasetAnswer, DatasetImportAnswer, ReadOptions } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorNotice } from '../../../shared/ui/feedback/ErrorNotice.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { useStudio, useStudioChange } from '../../api/studio-api.ts'
import { datasetImportWords } from './import-words.ts'
import styles from './new.module.css'

const route = getRouteApi('/studio/$workspace/datasets/new')

interface ImportSource {
  readonly source:
    | { readonly kind: 'upload'; readonly uploadId: string }
    | { readonly kind: 'address'; readonly address: string }
  readonly options: ReadOptions
}

/** How the dataset is called, and the button that makes it. */
export function DatasetDetails({
  before,
  proposedName,
  disabledReason,
  request,
  onBegun,
}: {
  /** The dataset that gets a new version. */
  readonly before: DatasetAnswer | undefined
  readonly proposedName: string
  readonly disabledReason?: string | undefined
  readonly request: ImportSource
  readonly onBegun?: () => void
}) {
  const words = useWords(datasetImportWords)
  const navigate = route.useNavigate()
  const { mutateAsync, isPending } = useStudioChange<DatasetImportAnswer>()
  const { data: all } = useStudio<{ readonly value: readonly DatasetAnswer[] }>('/datasets')
  const [typed, setTyped] = useState<string>()
  const [description, setDescription] = useState<string>()
  const [chosen, setChosen] = useState<string>()
  const [isTried, setTried] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const versionOf = chosen ?? before?.id ?? ''
  const earlier = all?.value.find(({ id, familyId }) => id === versionOf || familyId === versionOf) ?? before
  const isVersion = versionOf !== '' && earlier !== undefined
  const name = isVersion ? earlier.name : (typed ?? proposedName).trim()
  const text = description ?? (isVersion ? earlier.description : '')
  const begin = async () => {
    setTried(true)
    setFailure(undefined)
    if (name === '' || disabledReason !== undefined || isPending) return
    try {
      const { body } = await mutateAsync({
        path: '/dataset-imports',
        method: 'POST',
        body: { name, description: text, ...(isVersion ? { newVersionOf: earlier.id } : {}), ...request },
        touches: ['/dataset-imports'],
      })
      onBegun?.()
      await navigate({ search: (old) => ({ ...old, import: body.id }) })
    } catch (reason) {
      setFailure(reason)
    }
  }
  return (
    <Section title={words('dataset')}>
      <form
        className={styles.part}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void begin()
        }}
      >
        {failure !== undefined && <ErrorNotice title={words('importFailed')} error={failure} />}
        <Field label={words('versionOf')}>
          <Select value={isVersion ? earlier.id : ''} onChange={(_, { value }) => setChosen(value)}>
            <option value="">{words('versionOfNone')}</option>
            {(all?.value ?? []).map(({ id, name: other }) => (
              <option key={id} value={id} translate="no">
                {other}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          label={words('name')}
          required
          {...(isTried && name === ''
            ? { validationMessage: words('nameNeeded'), validationState: 'error' as const }
            : {})}
        >
          <Input
            value={isVersion ? earlier.name : (typed ?? proposedName)}
            readOnly={isVersion}
            maxLength={260}
            autoComplete="off"
            input={{ translate: 'no' }}
            onChange={(_, { value }) => setTyped(value)}
          />
        </Field>
        <Field label={words('descriptionField')}>
          <Textarea
            value={text}
            maxLength={4000}
            resize="vertical"
            onChange={(_, { value }) => setDescription(value)}
          />
        </Field>
        <div className={styles.actions}>
          <Button type="submit" appearance="primary" disabledFocusable={isPending || disabledReason !== undefined}>
            {words('import')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
