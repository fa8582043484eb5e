import type { BatchFileFormat } from '@sluice/contracts'

const contentTypes: Readonly<Record<BatchFileFormat, string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  arff: 'text/plain',
  ilearner: 'application/octet-stream',
}

export const contentTypeOf = (format: BatchFileFormat): string => contentTypes[format]
