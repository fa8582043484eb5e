import { AppError } from '@sluice/contracts'
import { type Table, writeArff, writeDelimited } from '@sluice/dataflow'
import * as z from 'zod'
import { defineModule } from '../define-module.ts'
import type { RunContext } from '../module.ts'
import { blobParameters, openLocation } from './blob-parameters.ts'
import { toModuleFailure, withoutQuery } from './storage-failure.ts'

/** @see reference: AzureML, 4.5 */
export const exportData = defineModule({
  id: 'export-data',
  title: 'Export Data',
  category: 'Data Input and Output',
  summary: 'Writes a dataset to blob storage.',
  remarks:
    'The blob is there in whole or not at all: its blocks are committed once all are written. Without *Use cached results* each run writes it, also when nothing has changed. CSV and TSV quote fields where they need it (RFC 4180), missing values are empty; times and numbers are written as a web service answers them.',
  inputs: { dataset: { type: 'table', title: 'Dataset' } },
  outputs: {},
  parameters: z.strictObject({
    destination: z
      .enum(['blob'])
      .default('blob')
      .meta({
        title: 'Data destination',
        description: 'Where the data go.',
        valueTitles: { blob: 'Azure Blob Storage' },
      }),
    ...blobParameters({ destination: ['blob'] }),
    writeMode: z
      .enum(['error', 'overwrite'])
      .default('error')
      .meta({
        title: 'Azure blob storage write mode',
        description: 'What is done when the blob is there already.',
        valueTitles: { error: 'Error', overwrite: 'Overwrite' },
      }),
    fileFormat: z
      .enum(['csv', 'tsv', 'arff'])
      .default('csv')
      .meta({
        title: 'File format for blob file',
        description: 'How the blob is written.',
        valueTitles: { csv: 'CSV', tsv: 'TSV', arff: 'ARFF' },
      }),
    hasHeader: z
      .boolean()
      .default(false)
      .meta({
        title: 'Write blob header row',
        description: 'Whether the first line has the names of the columns.',
        visibleWhen: { fileFormat: ['csv', 'tsv'] },
      }),
    usesCachedResults: z.boolean().default(false).meta({
      title: 'Use cached results',
      description: 'Writes only where the dataset or these parameters have changed since it was last written.',
    }),
  }),
  errors: ['InputEmpty', 'StorageNameIncorrect', 'DownloadFailed', 'StorageKeyIncorrect', 'BlobExists'],
  isCached: ({ usesCachedResults }) => usesCachedResults,
  outputShapes: () => ({}),
  async run({ dataset }, parameters, context) {
    if (dataset.schema.length === 0) throw new AppError('InputEmpty', { input: 'Dataset' })
    const { authenticationType, uri, path: written, accountName } = parameters
    const isAccount = authenticationType === 'account'
    try {
      const { container, path } = await openLocation(context.blobs, parameters)
      if (/[*?]/.test(path)) throw new AppError('StorageNameIncorrect', { details: 'The blob cannot have wildcards.' })
      const content = toBytes(textOf(dataset, parameters), dataset.rowCount, context)
      const { bytes } = await container.write(path, content, {
        mustBeNew: parameters.writeMode === 'error',
        contentType: parameters.fileFormat === 'arff' ? 'text/plain' : `text/${contentTypes[parameters.fileFormat]}`,
        signal: context.signal,
      })
      context.log(`Wrote ${bytes} bytes to ${container.address}/${path}.`)
      return {}
    } catch (error) {
      const names = { address: isAccount ? written : withoutQuery(uri), account: isAccount ? accountName : '' }
      throw toModuleFailure(error, names)
    }
  },
})

const contentTypes = { csv: 'csv', tsv: 'tab-separated-values' } as const

function textOf(
  table: Table,
  { fileFormat, hasHeader }: { readonly fileFormat: 'csv' | 'tsv' | 'arff'; readonly hasHeader: boolean },
): Iterable<string> {
  if (fileFormat === 'arff') return writeArff(table, 'dataset')
  return writeDelimited(table, { separator: fileFormat === 'csv' ? ',' : '\t', hasHeader, quotes: true })
}

async function* toBytes(
  texts: Iterable<string>,
  rowCount: number,
  { signal, progress }: Pick<RunContext, 'signal' | 'progress'>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let rows = 0
  for (const text of texts) {
    signal.throwIfAborted()
    yield encoder.encode(text)
    // Texts are a thousand rows each, beside the header.
    rows = Math.min(rows + 1000, rowCount)
    progress(rowCount === 0 ? 1 : rows / rowCount)
  }
}
