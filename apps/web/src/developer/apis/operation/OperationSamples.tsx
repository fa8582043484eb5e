import { Select } from '@fluentui/react-components'
import type { OperationProperties } from '@sluice/contracts'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { send } from '../../../shared/api-client/send.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { loadPreference, savePreference } from '../../../shared/theme/preference.ts'
import { CodeBlock } from '../../../shared/ui/code/CodeBlock.tsx'
import { ErrorDetail } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import type { Hostname } from '../../catalogue/catalogue.ts'
import styles from './OperationPage.module.css'
import { operationWords } from './operation-words.ts'
import { toSampleRequest } from './to-sample-request.ts'

interface Samples {
  readonly languages: readonly { readonly id: string; readonly title: string; readonly text: string }[]
}

/** Code that makes the call, in the language that was chosen last. */
export function OperationSamples({
  operation,
  host,
  keyHeader,
}: {
  readonly operation: OperationProperties
  readonly host: Hostname | undefined
  readonly keyHeader: string | undefined
}) {
  const words = useWords(operationWords)
  const [language, setLanguage] = useState(() => loadPreference('sampleLanguage'))
  const request = useMemo(
    () => (host === undefined ? undefined : toSampleRequest(operation, { host, keyHeader })),
    [operation, host, keyHeader],
  )
  const { data, error } = useQuery({
    queryKey: ['samples', request],
    queryFn: async ({ signal }) =>
      (await send<Samples>('/api/samples', { method: 'POST', body: request, isAnonymous: true, signal })).body,
    enabled: request !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (request === undefined) return null
  const shown = data?.languages.find(({ id }) => id === language) ?? data?.languages[0]
  return (
    <Section title={words('samples')}>
      <div className={styles.samples}>
        {error !== null && (
          <div>
            <p>{words('samplesFailed')}</p>
            <ErrorDetail error={error} />
          </div>
        )}
        {data === undefined && error === null && <Loading lines={8} />}
        {data !== undefined && (
          <Select
            aria-label={words('language')}
            value={shown?.id ?? ''}
            onChange={(_, { value }) => {
              setLanguage(value)
              savePreference('sampleLanguage', value)
            }}
          >
            {data.languages.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
        )}
        {shown !== undefined && <CodeBlock label={shown.title} text={shown.text} />}
      </div>
    </Section>
  )
}
