import * as z from 'zod'
import { blobParameters } from '../blob-parameters.ts'

/** Encodings by the names of the WHATWG standard, which `TextDecoder` knows. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1254',
  'iso-8859-2',
  'iso-8859-15',
  'koi8-r',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'gb18030',
  'big5',
] as const

const http = { source: ['http'] }
const blob = { source: ['blob'] }

export const importParameters = z.strictObject({
  source: z
    .enum(['blob', 'http'])
    .default('blob')
    .meta({
      title: 'Data source',
      description: 'Where the data are.',
      valueTitles: { blob: 'Azure Blob Storage', http: 'Web URL via HTTP' },
    }),
  url: z.string().default('').meta({ title: 'URL', description: 'Address of the file.', visibleWhen: http }),
  dataFormat: z
    .enum(['csv', 'tsv', 'arff', 'svm-light'])
    .default('csv')
    .meta({
      title: 'Data format',
      description: 'How the file is written.',
      valueTitles: { csv: 'CSV', tsv: 'TSV', arff: 'ARFF', 'svm-light': 'SvmLight' },
      visibleWhen: http,
    }),
  urlHasHeader: z
    .boolean()
    .default(false)
    .meta({
      title: 'CSV or TSV has header row',
      description: 'Whether the first line has the names of the columns.',
      visibleWhen: { ...http, dataFormat: ['csv', 'tsv'] },
    }),
  ...blobParameters(blob),
  blobFormat: z
    .enum(['csv', 'tsv', 'arff', 'csv-with-encoding'])
    .default('csv')
    .meta({
      title: 'Blob file format',
      description: 'How the blob is written.',
      valueTitles: { csv: 'CSV', tsv: 'TSV', arff: 'ARFF', 'csv-with-encoding': 'CSV with a specified encoding' },
      visibleWhen: blob,
    }),
  encoding: z
    .enum(encodings)
    .default('utf-8')
    .meta({
      title: 'Encoding',
      description: 'How the characters of the file are written.',
      visibleWhen: { ...blob, blobFormat: ['csv-with-encoding'] },
    }),
  blobHasHeader: z
    .boolean()
    .default(false)
    .meta({
      title: 'File has header row',
      description: 'Whether the first line has the names of the columns.',
      visibleWhen: { ...blob, blobFormat: ['csv', 'tsv', 'csv-with-encoding'] },
    }),
  usesCachedResults: z.boolean().default(false).meta({
    title: 'Use cached results',
    description: 'Takes what an earlier run read, without looking whether it has changed since.',
  }),
})
export type ImportParameters = Readonly<z.infer<typeof importParameters>>
