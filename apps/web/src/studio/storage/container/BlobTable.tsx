import { ArrowDownloadRegular, DeleteRegular, DocumentRegular, FolderRegular, LinkRegular } from '@fluentui/react-icons'
import type { BlobAnswer } from '@sluice/contracts'
import { useState } from 'react'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { AskDialog } from '../../../shared/ui/dialogs/AskDialog.tsx'
import { EmptyState, NothingFound } from '../../../shared/ui/feedback/EmptyState.tsx'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { DataTable, type TableColumn } from '../../../shared/ui/table/DataTable.tsx'
import { RowMenu } from '../../../shared/ui/table/RowMenu.tsx'
import { SearchField } from '../../../shared/ui/table/SearchField.tsx'
import { TimeAgo } from '../../../shared/ui/values/TimeAgo.tsx'
import { download } from '../../api/download.ts'
import { studioUrl } from '../../api/studio-api.ts'
import { useStudioAct } from '../../api/use-studio-act.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { blobPath, blobsPath } from '../storage-place.ts'
import { storageWords } from '../storage-words.ts'
import styles from './container.module.css'
import { LinkDialog } from './LinkDialog.tsx'

/** A folder, or a file in the folder that is open. */
type Entry = { readonly name: string; readonly blob: BlobAnswer | undefined }

/** What is in the open folder of a container. */
export function BlobTable({
  container,
  folder,
  search,
  own,
  blobs,
  folders,
  isFetching,
  onSearch,
}: {
  readonly container: string
  readonly folder: string
  readonly search: string
  /** Address of the container's page. */
  readonly own: string
  readonly blobs: readonly BlobAnswer[]
  readonly folders: readonly string[]
  readonly isFetching: boolean
  readonly onSearch: (text: string) => void
}) {
  const words = useWords(storageWords)
  const { bytes } = useFormats()
  const { id: workspace } = useWorkspace()
  const act = useStudioAct()
  const mayChange = useMay('publisher')
  const [question, setQuestion] = useState<{ readonly kind: 'delete' | 'link'; readonly name: string }>()
  const entries: readonly Entry[] = [
    ...folders.map((name) => ({ name, blob: undefined })),
    ...blobs.map((blob) => ({ name: blob.name, blob })),
  ]
  const shortNameOf = ({ name }: Entry) => name.slice(folder.length)
  const get = (name: string) => download(studioUrl(workspace, `${blobPath(container, name)}/content`))
  const remove = async (name: string) => {
    await act({
      path: blobPath(container, name),
      method: 'DELETE',
      touches: [blobsPath(container)],
      done: words('deleted', { name }),
      failed: words('deleteFailed', { name }),
    })
    setQuestion(undefined)
  }
  const columns: readonly TableColumn<Entry>[] = [
    {
      id: 'name',
      header: words('name'),
      cell: (entry) => (
        <span className={styles.name}>
          {entry.blob === undefined ? <FolderRegular aria-hidden /> : <DocumentRegular aria-hidden />}
          {entry.blob === undefined ? (
            <TextLink href={`${own}?folder=${encodeURIComponent(entry.name)}`} isName>
              {shortNameOf(entry)}
            </TextLink>
          ) : (
            <span translate="no">{shortNameOf(entry)}</span>
          )}
        </span>
      ),
      text: ({ name }) => name,
    },
    {
      id: 'size',
      header: words('size'),
      isNumeric: true,
      cell: ({ blob }) => (blob === undefined ? null : bytes(blob.bytes)),
      text: ({ blob }) => blob?.bytes ?? '',
    },
    {
      id: 'type',
      header: words('type'),
      cell: ({ blob }) => (blob === undefined ? words('folder') : <span translate="no">{blob.contentType}</span>),
      text: ({ blob }) => blob?.contentType ?? '',
    },
    {
      id: 'changed',
      header: words('changed'),
      cell: ({ blob }) => (blob === undefined ? null : <TimeAgo iso={blob.modifiedAt} />),
      text: ({ blob }) => blob?.modifiedAt ?? '',
    },
    {
      id: 'actions',
      header: '',
      cell: (entry) =>
        entry.blob !== undefined && (
          <RowMenu
            name={shortNameOf(entry)}
            actions={[
              { label: words('download'), icon: <ArrowDownloadRegular />, onSelect: () => get(entry.name) },
              ...(mayChange
                ? [
                    {
                      label: words('link'),
                      icon: <LinkRegular />,
                      onSelect: () => setQuestion({ kind: 'link', name: entry.name }),
                    },
                    {
                      label: words('delete'),
                      icon: <DeleteRegular />,
                      onSelect: () => setQuestion({ kind: 'delete', name: entry.name }),
                    },
                  ]
                : []),
            ]}
          />
        ),
    },
  ]
  const asked = question?.name ?? ''
  return (
    <>
      <DataTable
        label={words('files')}
        rows={entries}
        columns={columns}
        rowId={({ name }) => name}
        rowName={shortNameOf}
        isFetching={isFetching}
        filters={<SearchField things={words('fileThings')} value={search} onSearch={onSearch} />}
        empty={
          search === '' ? (
            <EmptyState icon={<DocumentRegular fontSize={32} />} title={words('filesEmpty')}>
              {words('filesEmptyText')}
            </EmptyState>
          ) : (
            <NothingFound things={words('fileThings')} search={search} onClear={() => onSearch('')} />
          )
        }
      />
      <AskDialog
        isOpen={question?.kind === 'delete'}
        title={words('deleteFile', { name: asked })}
        confirmLabel={words('delete')}
        onConfirm={() => void remove(asked)}
        onCancel={() => setQuestion(undefined)}
      >
        {words('deleteFileText')}
      </AskDialog>
      {question?.kind === 'link' && (
        <LinkDialog container={container} blob={asked} name={asked} onClose={() => setQuestion(undefined)} />
      )}
    </>
  )
}
