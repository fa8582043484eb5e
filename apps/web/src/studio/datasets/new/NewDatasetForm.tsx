import { Button, Field, Input, Radio, RadioGroup } from '@fluentui/react-components'
import type { DatasetAnswer, ReadOptions, UploadAnswer } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { isNotFound } from '../../../shared/api-client/api-error.ts'
import { FileDrop } from '../../../shared/forms/FileDrop.tsx'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Notice } from '../../../shared/ui/feedback/Notice.tsx'
import { useStudio } from '../../api/studio-api.ts'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { UploadBar } from '../../uploads/UploadBar.tsx'
import { useFileUpload } from '../../uploads/use-file-upload.ts'
import { DatasetDetails } from './DatasetDetails.tsx'
import { datasetImportWords } from './import-words.ts'
import styles from './new.module.css'
import { ReadPreview } from './ReadPreview.tsx'

const route = getRouteApi('/studio/$workspace/datasets/new')

/** Where the rows come from, how they are read, and how the dataset is called. */
export function NewDatasetForm({ before }: { readonly before: DatasetAnswer | undefined }) {
  const words = useWords(datasetImportWords)
  const { base } = useStudioPlace()
  const { from = 'file', upload: uploadId, versionOf, address: given = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const upload = useFileUpload('dataset', `${base}/datasets/new`)
  const { data, error } = useStudio<UploadAnswer>(uploadId && `/uploads/${encodeURIComponent(uploadId)}`)
  const [options, setOptions] = useState<ReadOptions>()
  const [address, setAddress] = useState(given)
  const [isAddressLeft, setAddressLeft] = useState(false)
  const arrived = upload.status?.state === 'done' ? upload.status.uploadId : undefined
  useEffect(() => {
    if (arrived === undefined || arrived === uploadId) return
    // In the address, so that a reload goes on from here.
    void navigate({ search: (old) => ({ ...old, upload: arrived }), replace: true })
  }, [arrived, uploadId, navigate])
  const startOver = () => {
    upload.forget()
    setOptions(undefined)
    void navigate({ search: { versionOf }, replace: true })
  }
  const isAddress = /^https?:\/\/\S+$/.test(address.trim())
  const fileName = uploadId === undefined ? undefined : data?.fileName
  return (
    <>
      {uploadId === undefined && upload.status === undefined && (
        <RadioGroup
          layout="horizontal"
          aria-label={words('from')}
          value={from}
          onChange={(_, { value }) =>
            void navigate({
              search: (old) => ({ ...old, from: value === 'address' ? 'address' : undefined }),
              replace: true,
            })
          }
        >
          <Radio value="file" label={words('file')} />
          <Radio value="address" label={words('address')} />
        </RadioGroup>
      )}
      {from === 'file' && uploadId === undefined && upload.status === undefined && (
        <div className={styles.narrow}>
          <FileDrop
            label={words('chooseFile')}
            onFiles={([file]) => {
              if (file !== undefined) upload.start(file)
            }}
          />
        </div>
      )}
      {from === 'file' && uploadId === undefined && upload.status !== undefined && (
        <div className={styles.narrow}>
          <UploadBar upload={upload} />
        </div>
      )}
      {from === 'address' && uploadId === undefined && (
        <div className={styles.narrow}>
          <Field
            label={words('addressField')}
            required
            hint={words('addressHint')}
            {...(isAddressLeft && !isAddress
              ? { validationMessage: words('addressNeeded'), validationState: 'error' as const }
              : {})}
          >
            <Input
              type="url"
              value={address}
              spellCheck={false}
              input={{ translate: 'no' }}
              onChange={(_, { value }) => setAddress(value)}
              onBlur={() => {
                setAddressLeft(true)
                // Whoever comes back after a failure changes it, and does not type it anew.
                void navigate({ search: (old) => ({ ...old, address: address.trim() || undefined }), replace: true })
              }}
            />
          </Field>
          <DatasetDetails
            before={before}
            proposedName={nameOfAddress(address)}
            disabledReason={isAddress ? undefined : words('addressNeeded')}
            request={{ source: { kind: 'address', address: address.trim() }, options: {} }}
          />
        </div>
      )}
      {uploadId !== undefined && isNotFound(error) && (
        <Notice intent="warning" actions={<Button onClick={startOver}>{words('chooseFile')}</Button>}>
          {words('uploadGone')}
        </Notice>
      )}
      {uploadId !== undefined && error !== null && !isNotFound(error) && <ErrorState error={error} />}
      {uploadId !== undefined && fileName !== undefined && (
        <>
          <div className={styles.file}>
            <strong translate="no">{fileName}</strong>
            <Button onClick={startOver}>{words('otherFile')}</Button>
          </div>
          <ReadPreview key={uploadId} uploadId={uploadId} onOptions={setOptions} />
          {options !== undefined && (
            <div className={styles.narrow}>
              <DatasetDetails
                before={before}
                proposedName={fileName.replace(/\.[^.]+$/, '')}
                request={{ source: { kind: 'upload', uploadId }, options }}
                onBegun={upload.forget}
              />
            </div>
          )}
        </>
      )}
    </>
  )
}

/** The last part of an address, without its ending. */
function nameOfAddress(address: string): string {
  const last = address.split(/[?#]/)[0]?.split('/').at(-1) ?? ''
  return last.replace(/\.[^.]+$/, '')
}
