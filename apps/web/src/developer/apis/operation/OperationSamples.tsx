import type { OperationProperties } from '@sluice/contracts'
import { useMemo, useState } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { Section } from '../../../shared/ui/page/Section.tsx'
import type { Hostname } from '../../catalogue/catalogue.ts'
import { SampleViewer } from '../../samples/SampleViewer.tsx'
import { operationWords } from './operation-words.ts'
import { toSampleSource } from './to-sample-source.ts'

/** Code that makes the call, in the language that was chosen last. */
export function OperationSamples({
  operation,
  host,
  keyHeader,
}: {
  readonly operation: OperationProperties
  readonly host: Hostname
  readonly keyHeader: string | undefined
}) {
  const words = useWords(operationWords)
  const [language, setLanguage] = useState<string>()
  const source = useMemo(() => toSampleSource(operation, { host, keyHeader }), [operation, host, keyHeader])
  return (
    <Section title={words('samples')}>
      <SampleViewer source={source} language={language} onLanguage={setLanguage} />
    </Section>
  )
}
