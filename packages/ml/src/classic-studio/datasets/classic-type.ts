import type { DatasetDocument, DataTypeId } from '@sluice/contracts'

const known: readonly DataTypeId[] = [
  'GenericCSV',
  'GenericCSVNoHeader',
  'GenericTSV',
  'GenericTSVNoHeader',
  'ARFF',
  'PlainText',
]

/** What clients of the old API read a dataset as; a file of a kind that they do not know is given to them as CSV. */
export const classicTypeOf = ({ original }: Pick<DatasetDocument, 'original'>): DataTypeId =>
  original !== undefined && known.includes(original.dataTypeId) ? original.dataTypeId : 'GenericCSV'

/** How a file of such a kind is read; undefined for kinds that hold no table. */
export function readOptionsOf(dataTypeId: string) {
  switch (dataTypeId) {
    case 'GenericCSV':
    case 'GenericCSVNoHeader':
      return { format: 'csv', delimiter: ',', hasHeader: dataTypeId === 'GenericCSV' } as const
    case 'GenericTSV':
    case 'GenericTSVNoHeader':
      return { format: 'tsv', hasHeader: dataTypeId === 'GenericTSV' } as const
    case 'ARFF':
      return { format: 'arff' } as const
    case 'PlainText':
      return { format: 'plain-text' } as const
    default:
      return undefined
  }
}
