import type { OperationProperties } from '@sluice/contracts'
import { useMemo, useState } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { Section } from '../../../shared/ui/page/Section.tsx'
import type { Hostname } from '../../catalogue/catalogue.ts'
import { SampleViewer } from '../../samples/SampleViewer.tsx'
import { operationWords } from './operation-words.ts'
import { toSampleSource } from './to-sample-source.ts'
import { useSchemaExample } from './use-schema-example.ts'

/** Code that makes the call, in the language that was chosen last. */
export function OperationSamples({
  api,
  operation,
  host,
  keyHeader,
}: {
  readonly api: string
  readonly operation: OperationProperties
  readonly host: Hostname
  readonly keyHeader: string | undefined
}) {
  const words = useWords(operationWords)
  const [language, setLanguage] = useState<string>()
  const example = useSchemaExample(api, operation.request?.representations?.[0])
  const source = useMemo(
    () => toSampleSource(operation, { host, keyHeader, example }),
    [operation, host, keyHeader, example],
  )
  return (
    <Section title={words('samples')}>
      <SampleViewer source={source} language={language} onLanguage={setLanguage} />
    </Section>
  )
}
