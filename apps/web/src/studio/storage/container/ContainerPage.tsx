import { Button } from '@fluentui/react-components'
import { DeleteRegular, LinkRegular } from '@fluentui/react-icons'
import type { BlobListAnswer } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { isNotFound } from '../../../shared/api-client/api-error.ts'
import { useMay } from '../../../shared/auth/use-may.ts'
import { FileDrop } from '../../../shared/forms/FileDrop.tsx'
import { useWords } from '../../../shared/languages/words.ts'
import { AskDialog } from '../../../shared/ui/dialogs/AskDialog.tsx'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { NotFoundPage } from '../../../shared/ui/page/NotFoundPage.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { DeleteContainerDialog } from '../account/DeleteContainerDialog.tsx'
import { blobsPath } from '../storage-place.ts'
import { storageWords } from '../storage-words.ts'
import { useAllPages } from '../use-all-pages.ts'
import { BlobTable } from './BlobTable.tsx'
import styles from './container.module.css'
import { FolderPath } from './FolderPath.tsx'
import { LinkDialog } from './LinkDialog.tsx'
import { SendingList } from './SendingList.tsx'
import { useBlobUploads } from './use-blob-uploads.ts'

const route = getRouteApi('/studio/$workspace/storage/$container')

/** Files of a container: folders, upload, download, links. */
export function ContainerPage() {
  const words = useWords(storageWords)
  const { base, area } = useStudioPlace()
  const { container } = route.useParams()
  const { folder = '', q = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = useMay('publisher')
  const [question, setQuestion] = useState<'delete' | 'link'>()
  const own = `${base}/storage/${encodeURIComponent(container)}`
  const sending = useBlobUploads(container, own)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching } = useAllPages<BlobListAnswer>(
    blobsPath(container),
    { prefix: `${folder}${q}`, delimiter: '/' },
  )
  if (isNotFound(error)) return <NotFoundPage />
  return (
    <Page
      title={container}
      isTitleTranslated={false}
      description={words('containerDescription')}
      area={area}
      breadcrumbs={[{ label: words('title'), href: `${base}/storage` }]}
      actions={
        mayChange && (
          <>
            <Button icon={<LinkRegular />} onClick={() => setQuestion('link')}>
              {words('linkContainer')}
            </Button>
            <Button icon={<DeleteRegular />} onClick={() => setQuestion('delete')}>
              {words('delete')}
            </Button>
          </>
        )
      }
    >
      <div className={styles.page}>
        {mayChange && (
          <FileDrop label={words('upload')} isMultiple onFiles={(files) => void sending.send(files, folder)} />
        )}
        <SendingList uploads={sending.uploads} />
        <FolderPath container={container} folder={folder} own={own} />
        {data === undefined &&
          (error === null ? <Loading /> : <ErrorState error={error} onRetry={() => void refetch()} />)}
        {data !== undefined && (
          <BlobTable
            container={container}
            folder={folder}
            search={q}
            own={own}
            blobs={data.pages.flatMap(({ value }) => value)}
            folders={[...new Set(data.pages.flatMap(({ prefixes }) => prefixes))]}
            isFetching={isFetching}
            onSearch={(text) => void navigate({ search: (old) => ({ ...old, q: text || undefined }), replace: true })}
          />
        )}
        {hasNextPage && (
          <div>
            <Button onClick={() => void fetchNextPage()}>{words('more')}</Button>
          </div>
        )}
      </div>
      <AskDialog
        isOpen={sending.question !== undefined}
        title={words('overwriteTitle', { name: sending.question?.name ?? '' })}
        confirmLabel={words('overwrite')}
        cancelLabel={words('keep')}
        onConfirm={() => sending.question?.answer(true)}
        onCancel={() => sending.question?.answer(false)}
      >
        {words('overwriteText')}
      </AskDialog>
      {question === 'link' && (
        <LinkDialog container={container} name={container} onClose={() => setQuestion(undefined)} />
      )}
      {question === 'delete' && (
        <DeleteContainerDialog
          name={container}
          onClose={(isDone) => {
            setQuestion(undefined)
            if (isDone) void navigate({ href: `${base}/storage` })
          }}
        />
      )}
    </Page>
  )
}
