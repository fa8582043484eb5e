import { Button, ProgressBar } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import type { DatasetImportAnswer } from '@sluice/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ApiError, isNotFound } from '../../../shared/api-client/api-error.ts'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorNotice } from '../../../shared/ui/feedback/ErrorNotice.tsx'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { Notice } from '../../../shared/ui/feedback/Notice.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { LinkButton } from '../../../shared/ui/navigation/LinkButton.tsx'
import { studioKeyBelow, useStudio } from '../../api/studio-api.ts'
import { useStudioAct } from '../../api/use-studio-act.ts'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { datasetImportWords } from './import-words.ts'
import styles from './new.module.css'
import { useImport } from './use-import.ts'

const route = getRouteApi('/studio/$workspace/datasets/new')

/** How far a dataset is, until it is there or has failed. */
export function ImportProgress({ id }: { readonly id: string }) {
  const words = useWords(datasetImportWords)
  const { number, bytes } = useFormats()
  const { id: workspace } = useWorkspace()
  const { base } = useStudioPlace()
  const navigate = route.useNavigate()
  const messages = useMessages()
  const act = useStudioAct()
  const client = useQueryClient()
  const { import: _, ...source } = route.useSearch()
  const { upload, address, versionOf } = source
  const path = `/dataset-imports/${encodeURIComponent(id)}`
  const { data, error, refetch } = useStudio<DatasetImportAnswer>(path)
  const cancel = () => act({ path: `${path}/cancel`, method: 'POST', touches: [path], failed: words('cancelFailed') })
  const told = useImport(data, cancel)
  const completed = told?.state === 'completed' ? told : undefined
  const { datasetId, name } = completed ?? {}
  useEffect(() => {
    if (datasetId === undefined || name === undefined) return
    void client.invalidateQueries({ queryKey: studioKeyBelow(workspace, '/datasets') })
    messages.done(words('completed', { name }))
    void navigate({ href: `${base}/datasets/${datasetId}`, replace: true })
  }, [datasetId, name, client, workspace, messages, words, navigate, base])
  if (told === undefined) {
    if (error === null) return <Loading lines={3} />
    return isNotFound(error) ? (
      <LinkButton to={`${base}/datasets` as string}>{words('startOver')}</LinkButton>
    ) : (
      <ErrorState error={error} onRetry={() => void refetch()} />
    )
  }
  const again = (
    <div className={styles.actions}>
      {(upload ?? address) !== undefined && (
        <Button appearance="primary" onClick={() => void navigate({ search: source })}>
          {words(upload === undefined ? 'changeAddress' : 'tryAgain')}
        </Button>
      )}
      <Button onClick={() => void navigate({ search: { versionOf } })}>{words('startOver')}</Button>
    </div>
  )
  if (told.state === 'failed') {
    return (
      <div className={styles.part}>
        <ErrorNotice
          title={words('importFailed')}
          error={new ApiError({ status: 400, code: told.error?.code ?? '', message: told.error?.message ?? '' })}
        />
        {again}
      </div>
    )
  }
  if (told.state === 'canceled') {
    return (
      <div className={styles.part}>
        <Notice intent="info">{words('canceled')}</Notice>
        {again}
      </div>
    )
  }
  const { progress } = told
  const share = progress === null || progress.totalBytes === 0 ? undefined : progress.bytesRead / progress.totalBytes
  return (
    <div className={styles.bar}>
      <h2 translate="no">{told.name}</h2>
      <p role="status">{words(told.state === 'queued' ? 'queued' : 'running')}</p>
      <ProgressBar
        aria-label={words('importing', { name: told.name })}
        thickness="large"
        {...(share === undefined ? {} : { value: share })}
      />
      {progress !== null && (
        <p className={styles.figures}>
          {words('progress', {
            rows: number(progress.rowsRead),
            read: bytes(progress.bytesRead),
            total: bytes(progress.totalBytes),
          })}
        </p>
      )}
      <div className={styles.actions}>
        <Button icon={<DismissRegular />} onClick={() => void cancel()}>
          {words('cancel')}
        </Button>
      </div>
    </div>
  )
}
