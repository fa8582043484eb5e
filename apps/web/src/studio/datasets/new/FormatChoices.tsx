import { Checkbox, Field, Select } from '@fluentui/react-components'
import type { ReadOptions, UploadGuessAnswer } from '@sluice/contracts'
import { useWords } from '../../../shared/languages/words.ts'
import { datasetImportWords } from './import-words.ts'
import styles from './new.module.css'
import type { ReadChoices } from './read-choices.ts'

const formatNames = {
  csv: 'CSV',
  tsv: 'TSV',
  arff: 'ARFF',
  'json-lines': 'JSON lines',
  parquet: 'Parquet',
  'plain-text': undefined,
} as const satisfies Record<UploadGuessAnswer['format'], string | undefined>
const delimiters = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe', ' ': 'space' } as const
const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const satisfies readonly NonNullable<
  ReadOptions['encoding']
>[]

/** Format, separator, encoding, header. */
export function FormatChoices({
  guess,
  choices,
  onChoose,
}: {
  readonly guess: UploadGuessAnswer
  readonly choices: ReadChoices
  readonly onChoose: (change: Partial<ReadChoices>) => void
}) {
  const words = useWords(datasetImportWords)
  const format = choices.format ?? guess.format
  const delimiter = choices.delimiter ?? guess.delimiter
  const encoding = choices.encoding ?? guess.encoding
  const isDelimited = format === 'csv' || format === 'tsv'
  const known = Object.keys(delimiters)
  return (
    <>
      <div className={styles.choices}>
        <Field label={words('format')}>
          <Select
            value={format}
            onChange={(_, { value }) =>
              onChoose({ format: value as UploadGuessAnswer['format'], delimiter: undefined })
            }
          >
            {Object.entries(formatNames).map(([id, name]) => (
              <option key={id} value={id}>
                {name ?? words('plainText')}
              </option>
            ))}
          </Select>
        </Field>
        {format === 'csv' && (
          <Field label={words('delimiter')}>
            <Select value={delimiter} onChange={(_, { value }) => onChoose({ delimiter: value })}>
              {[...known, ...(known.includes(delimiter) || delimiter === '' ? [] : [delimiter])].map((one) => (
                <option key={one} value={one}>
                  {one in delimiters ? words(delimiters[one as keyof typeof delimiters]) : one}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {format !== 'parquet' && (
          <Field label={words('encoding')}>
            <Select
              translate="no"
              value={encoding}
              onChange={(_, { value }) => onChoose({ encoding: encodings.find((one) => one === value) })}
            >
              {encodings.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </Select>
          </Field>
        )}
      </div>
      {isDelimited && (
        <Checkbox
          label={words('header')}
          checked={choices.hasHeader ?? guess.hasHeader}
          onChange={(_, { checked }) => onChoose({ hasHeader: checked === true })}
        />
      )}
    </>
  )
}
