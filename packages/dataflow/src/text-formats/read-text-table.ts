import type { Table } from '../table/table.ts'
import { readArff } from './read-arff.ts'
import { readDelimited } from './read-delimited.ts'
import { readSvmLight } from './read-svm-light.ts'

export const textFormats = ['csv', 'tsv', 'arff', 'svm-light'] as const
export type TextFormat = (typeof textFormats)[number]

/**
 * Reads a whole text into a table.
 * @param hasHeader of effect in CSV and TSV
 * @throws AppError `FileNotParsed`, `TooManyColumns`
 */
export function readTextTable(text: string, format: TextFormat, hasHeader: boolean): Table {
  switch (format) {
    case 'csv':
      return readDelimited(text, { separator: ',', hasHeader })
    case 'tsv':
      return readDelimited(text, { separator: '\t', hasHeader })
    case 'arff':
      return readArff(text)
    case 'svm-light':
      return readSvmLight(text)
  }
}
