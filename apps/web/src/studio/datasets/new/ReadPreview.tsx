import { Spinner } from '@fluentui/react-components'
import type { ReadOptions, UploadGuessAnswer } from '@sluice/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { send } from '../../../shared/api-client/send.ts'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorNotice } from '../../../shared/ui/feedback/ErrorNotice.tsx'
import { Notice } from '../../../shared/ui/feedback/Notice.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { studioKey, studioUrl } from '../../api/studio-api.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { ColumnChoices } from './ColumnChoices.tsx'
import { FormatChoices } from './FormatChoices.tsx'
import { datasetImportWords } from './import-words.ts'
import styles from './new.module.css'
import {
  doubleName,
  nothingChosen,
  type ReadChoices,
  toGuessOptions,
  toReadOptions,
  withChoices,
} from './read-choices.ts'

/** How an uploaded file would be read, and what may be changed of it. */
export function ReadPreview({
  uploadId,
  onOptions,
}: {
  readonly uploadId: string
  /** @param options undefined = it cannot be read so */
  readonly onOptions: (options: ReadOptions | undefined) => void
}) {
  const words = useWords(datasetImportWords)
  const { number } = useFormats()
  const { id: workspace } = useWorkspace()
  const [choices, setChoices] = useState<ReadChoices>(nothingChosen)
  const asked = toGuessOptions(choices)
  const path = `/uploads/${encodeURIComponent(uploadId)}/guess`
  const { data, error, isFetching } = useQuery({
    queryKey: [...studioKey(workspace, path), asked],
    queryFn: async ({ signal }) =>
      (await send<UploadGuessAnswer>(studioUrl(workspace, path), { method: 'POST', body: asked, signal })).body,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const columns = data && withChoices(data, choices)
  const taken = columns && doubleName(columns)
  const isReady = columns !== undefined && error === null && taken === undefined
  const options = isReady ? JSON.stringify(toReadOptions(choices, columns.length)) : undefined
  useEffect(() => {
    onOptions(options === undefined ? undefined : (JSON.parse(options) as ReadOptions))
  }, [options, onOptions])
  return (
    <Section title={words('howRead')} description={words('howReadText')}>
      <div className={styles.part}>
        {error !== null && <ErrorNotice title={words('guessFailed')} error={error} />}
        {data === undefined && error === null && <Spinner labelPosition="after" label={words('guessing')} />}
        {data !== undefined && columns !== undefined && (
          <>
            <FormatChoices
              guess={data}
              choices={choices}
              // Other columns come of it: what was chosen of the former ones is void.
              onChoose={(change) => setChoices((old) => ({ ...old, ...change, wishes: {} }))}
            />
            <p role="status">
              {isFetching
                ? words('guessing')
                : words('counts', {
                    count: data.rowCount,
                    rows: number(data.rowCount),
                    columns: number(columns.length),
                  })}
            </p>
            {data.badRowCount > 0 && <Notice intent="warning">{words('badRows', { count: data.badRowCount })}</Notice>}
            {taken !== undefined && <Notice intent="error">{words('nameTaken', { name: taken })}</Notice>}
            <ColumnChoices guess={data} columns={columns} choices={choices} onChoices={setChoices} />
            <SampleRows names={columns.map(({ name }) => name)} rows={data.sampleRows} />
          </>
        )}
      </div>
    </Section>
  )
}

const shownRows = 10
const shownColumns = 50

function SampleRows({
  names,
  rows,
}: {
  readonly names: readonly string[]
  readonly rows: UploadGuessAnswer['sampleRows']
}) {
  const words = useWords(datasetImportWords)
  const shown = names.slice(0, shownColumns)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={words('sampleRows')}>
      <table className={styles.table} aria-label={words('sampleRows')} translate="no">
        <thead>
          <tr>
            {shown.map((name, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two names may be the same while they are typed
              <th key={index} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shownRows).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row has nothing else that tells it from others
            <tr key={index}>
              {shown.map((_, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: likewise
                <td key={at}>{row[at] ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
