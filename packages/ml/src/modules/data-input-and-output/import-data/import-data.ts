import { AppError, isAppError } from '@sluice/contracts'
import { createTableFromTexts, readDelimitedCells, readTextTable, type Table, toColumnNames } from '@sluice/dataflow'
import { defineModule } from '../../define-module.ts'
import { toModuleFailure, withoutQuery } from '../storage-failure.ts'
import { type ImportParameters, importParameters } from './import-parameters.ts'
import { importToFile, notJoined, type TextShape } from './import-to-file.ts'
import { type NamedText, readBlobTexts } from './read-blob-texts.ts'
import { readUrlText } from './read-url-text.ts'

/** @see reference: AzureML, 4.5 */
export const importData = defineModule({
  id: 'import-data',
  title: 'Import Data',
  category: 'Data Input and Output',
  summary: 'Reads a file from blob storage or from a web address.',
  remarks: [
    'In the path of a blob `*` stands for any characters of one name and `?` for one; the rows of all that match come one after another, in order of their paths. They need the same columns, and are read from CSV and TSV only.',
    'The type of a column is what fits all its values, as in Enter Data Manually. A line end at the end of a file ends its last row and begins no other; the classic studio read one more row of missing values from a blob.',
    'Without *Use cached results* each run reads the file again. In an experiment files may be as large as an upload (SLUICE_MAX_UPLOAD_MEGABYTES), and are never held in memory; where a web service reads them, and of SvmLight, up to 256 MiB of blobs, and up to the limit of outgoing calls from a web address. The addresses that may be called are those of the installation’s address policy.',
  ].join('\n\n'),
  inputs: {},
  outputs: { resultsDataset: { type: 'table', title: 'Results dataset' } },
  parameters: importParameters,
  errors: [
    'StorageNameIncorrect',
    'ColumnNamesDiffer',
    'AddressInvalid',
    'DownloadFailed',
    'FileNotParsed',
    'StorageKeyIncorrect',
    'TooManyColumns',
  ],
  isCached: ({ usesCachedResults }) => usesCachedResults,
  outputShapes: () => ({ resultsDataset: undefined }),
  async run(_, parameters, context) {
    const isBlob = parameters.source === 'blob'
    try {
      const texts = isBlob ? await readBlobTexts(parameters, context) : [await readUrlText(parameters.url, context)]
      // Differs from the reference: a line end at the end of a blob makes no row.
      return { resultsDataset: readTexts(texts, parameters) }
    } catch (error) {
      throw toModuleFailure(error, namesOf(parameters))
    }
  },
  async runOnFiles(_, parameters, context) {
    try {
      return { resultsDataset: await importToFile(parameters, formatOf(parameters), context) }
    } catch (error) {
      throw toModuleFailure(error, namesOf(parameters))
    }
  },
})

function namesOf({ source, url, authenticationType, uri, accountName, path }: ImportParameters) {
  if (source === 'http') return { address: withoutQuery(url), account: '' }
  return authenticationType === 'account'
    ? { address: path, account: accountName }
    : { address: withoutQuery(uri), account: '' }
}

function readTexts(texts: readonly NamedText[], parameters: ImportParameters): Table {
  const { format, hasHeader } = formatOf(parameters)
  const [first = { name: '', text: '' }] = texts
  if (texts.length <= 1) return naming(first.name, () => readTextTable(first.text, format, hasHeader))
  if (format !== 'csv' && format !== 'tsv') {
    throw notJoined(texts.length)
  }
  const separator = format === 'csv' ? ',' : '\t'
  const files = texts.map(({ name, text }) => ({
    name,
    ...naming(name, () => readDelimitedCells(text, { separator, hasHeader })),
  }))
  const [one] = files
  const names = toColumnNames(one?.header ?? [], one?.width ?? 0)
  for (const { name, header, width } of files) {
    if (toColumnNames(header, width).join('\n') === names.join('\n')) continue
    throw new AppError('ColumnNamesDiffer', { dataset: first.name, other: name })
  }
  return createTableFromTexts(
    names,
    files.flatMap(({ rows }) => rows),
  )
}

function formatOf(parameters: ImportParameters): TextShape {
  if (parameters.source === 'http') return { format: parameters.dataFormat, hasHeader: parameters.urlHasHeader }
  const { blobFormat, blobHasHeader } = parameters
  return { format: blobFormat === 'csv-with-encoding' ? 'csv' : blobFormat, hasHeader: blobHasHeader }
}

/** Says of which file a fault is. */
function naming<Result>(name: string, read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (!isAppError(error) || error.code !== 'FileNotParsed') throw error
    const { details } = error.parameters as { readonly details: string }
    throw new AppError('FileNotParsed', { details: `${name}: ${details}` }, { cause: error })
  }
}
