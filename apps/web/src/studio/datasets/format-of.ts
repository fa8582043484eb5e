import type { DatasetAnswer } from '@sluice/contracts'

const names: Readonly<Record<string, string>> = {
  GenericCSV: 'CSV',
  GenericCSVNoHeader: 'CSV',
  GenericTSV: 'TSV',
  GenericTSVNoHeader: 'TSV',
  ARFF: 'ARFF',
  PlainText: 'Plain text',
  JSONLines: 'JSON lines',
  Parquet: 'Parquet',
}

/** Format of the file that a dataset was made of; undefined where there was none. */
export const formatOf = ({ original }: Pick<DatasetAnswer, 'original'>): string | undefined =>
  original === null ? undefined : (names[original.dataTypeId] ?? original.dataTypeId)
