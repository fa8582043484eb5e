import { Button, Field, Input, Radio, RadioGroup, Select } from '@fluentui/react-components'
import { useDeferredValue, useMemo } from 'react'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { CodeEditor } from '../../../shared/ui/code/CodeEditor.tsx'
import type { CodeFault } from '../../../shared/ui/code/EditorView.tsx'
import { DropZone } from './DropZone.tsx'
import { type DefinitionFormat, formatLabels } from './definition-format.ts'
import { type DefinitionSource, foundFormat, isEmptySource } from './definition-source.ts'
import styles from './import.module.css'
import { importWords } from './import-words.ts'

const formats = Object.entries(formatLabels) as [DefinitionFormat, string][]

/** Where the definition comes from, and what it is written in. */
export function DefinitionSourceFields({
  source,
  faults,
  onChange,
  onFile,
}: {
  readonly source: DefinitionSource
  readonly faults: readonly CodeFault[] | undefined
  readonly onChange: (change: Partial<DefinitionSource>) => void
  readonly onFile: (text: string, fileName: string) => void
}) {
  const words = useWords(importWords)
  const { bytes } = useFormats()
  // A definition may have megabytes: looking at it waits until nobody types.
  const settled = useDeferredValue(source)
  const found = useMemo(() => foundFormat(settled), [settled])
  const format = source.format ?? found
  return (
    <div className={styles.source}>
      <Field label={words('from')}>
        <RadioGroup
          layout="horizontal"
          value={source.kind}
          onChange={(_, { value }) => onChange({ kind: value as DefinitionSource['kind'] })}
        >
          <Radio value="file" label={words('fromFile')} />
          <Radio value="address" label={words('fromAddress')} />
          <Radio value="text" label={words('fromText')} />
        </RadioGroup>
      </Field>
      {source.kind === 'file' && (
        <>
          <DropZone
            chosen={
              source.text === ''
                ? undefined
                : words('fileChosen', {
                    name: source.fileName === '' ? words('text') : source.fileName,
                    size: bytes(source.text.length),
                  })
            }
            onText={onFile}
          />
          {source.text !== '' && (
            <div>
              <Button onClick={() => onChange({ kind: 'text' })}>{words('editText')}</Button>
            </div>
          )}
        </>
      )}
      {source.kind === 'address' && (
        <Field label={words('address')} hint={{ children: words('addressHint') }}>
          <Input
            type="url"
            value={source.address}
            spellCheck={false}
            placeholder="https://"
            input={{ className: styles.code, translate: 'no' }}
            onChange={(_, { value }) => onChange({ address: value })}
          />
        </Field>
      )}
      {source.kind === 'text' && (
        <CodeEditor
          label={words('text')}
          value={source.text}
          language={format === 'wadl' || format === 'wsdl' ? 'xml' : 'json'}
          height="320px"
          onChange={(text) => onChange({ text })}
          {...(faults === undefined ? {} : { faults })}
        />
      )}
      <Field label={words('format')}>
        <Select
          value={source.format ?? ''}
          onChange={(_, { value }) => onChange({ format: value === '' ? undefined : (value as DefinitionFormat) })}
        >
          <option value="">
            {isEmptySource(source)
              ? words('formatFound')
              : words('formatAutomatic', {
                  format: found === undefined ? words('formatUnknown') : formatLabels[found],
                })}
          </option>
          {formats.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      {format === 'wsdl' && (
        <div className={styles.pair}>
          <Field label={words('wsdlService')} hint={{ children: words('wsdlHint') }}>
            <Input value={source.wsdlService} onChange={(_, { value }) => onChange({ wsdlService: value })} />
          </Field>
          <Field label={words('wsdlEndpoint')}>
            <Input value={source.wsdlEndpoint} onChange={(_, { value }) => onChange({ wsdlEndpoint: value })} />
          </Field>
        </div>
      )}
    </div>
  )
}
