import { Field, SpinButton } from '@fluentui/react-components'
import type { ApiProperties, OperationProperties } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { Section } from '../../shared/ui/page/Section.tsx'
import { SampleViewer } from '../samples/SampleViewer.tsx'
import { AnswerView } from './AnswerView.tsx'
import { BodyField } from './BodyField.tsx'
import { buildRequest, findFaults } from './build-request.ts'
import { chooseHost } from './choose-host.ts'
import type { ApiHost } from './console-data.ts'
import { bodySamplesOf, takesBody } from './console-draft.ts'
import { FailureNotice } from './FailureNotice.tsx'
import { faultWords } from './fault-words.ts'
import { HostField } from './HostField.tsx'
import { KeyField } from './KeyField.tsx'
import { NamedRows } from './NamedRows.tsx'
import { ParameterFields } from './ParameterFields.tsx'
import { rememberCall } from './past-calls.ts'
import { SendBar } from './SendBar.tsx'
import styles from './TryConsole.module.css'
import { toSampleSource } from './to-sample-source.ts'
import { tryItWords } from './try-it-words.ts'
import { useCallKey } from './use-call-key.ts'
import { useConsoleCall } from './use-console-call.ts'
import { draftNameOf, useDraft } from './use-draft.ts'
import { useSendKey } from './use-send-key.ts'
import { debugTokenHeader, useTracing } from './use-tracing.ts'

const route = getRouteApi('/developer/$service/apis/$api/operations/$operation/try')

export interface TryConsoleProps {
  readonly service: string
  readonly apiId: string
  readonly operationId: string
  readonly api: ApiProperties
  readonly operation: OperationProperties
  readonly hosts: readonly ApiHost[]
}

/** The three parts of the console: request, samples of it, answer. */
export function TryConsole({ service, apiId, operationId, api, operation, hosts }: TryConsoleProps) {
  const words = useWords(tryItWords)
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const place = useRef<HTMLDivElement>(null)
  const answerPlace = useRef<HTMLDivElement>(null)

  const [draft, setDraft] = useDraft(draftNameOf(service, apiId, operationId), operation)
  const [file, setFile] = useState<File>()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [isTried, setTried] = useState(false)
  const { state, run, stop } = useConsoleCall()
  const tracing = useTracing(service, apiId)

  const key = useCallKey(service, apiId)
  const keyHeader = api.subscriptionKeyParameterNames.header

  const host = chooseHost(hosts, search.host)
  const all = useMemo(() => findFaults(operation, draft), [operation, draft])
  const faults = Object.fromEntries(Object.entries(all).filter(([field]) => isTried || left.has(field)))
  const isKeyUsed = api.subscriptionRequired || key.field.subscriptions.length > 0 || key.field.choice.typed !== ''
  const parts = { operation, draft, baseUrl: host?.baseUrl ?? '', version: host?.version ?? null }
  const source = toSampleSource({ ...parts, keyHeader: isKeyUsed ? keyHeader : undefined, keyValue: key.value })

  const send = async () => {
    setTried(true)
    if (Object.keys(all).length > 0) {
      // Drawn by then, the fields with faults say so of themselves.
      setTimeout(() => place.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    const at = new Date().toISOString()
    let url = ''
    const answer = await run(async () => {
      const value = await key.load()
      const built = buildRequest({ ...parts, key: value === '' ? undefined : { header: keyHeader, value } })
      const token = tracing.isOn ? await tracing.loadToken() : undefined
      const headers = token === undefined ? built.headers : [...built.headers, [debugTokenHeader, token] as const]
      url = built.url
      return {
        service,
        request: { ...built, headers },
        file: draft.bodyKind === 'file' && takesBody(operation.method) ? file : undefined,
        timeoutSeconds: draft.timeoutSeconds,
        secrets: [
          value,
          token ?? '',
          ...draft.headers.filter((row) => row.isSecret).map((row) => row.value.trim()),
        ].filter((secret) => secret !== ''),
      }
    })
    rememberCall({
      id: `${at} ${Math.random()}`,
      service,
      api: apiId,
      operation: operationId,
      operationName: operation.displayName,
      method: operation.method,
      url,
      status: answer?.status,
      milliseconds: answer?.milliseconds,
      at,
      draft,
    })
  }

  useSendKey(() => (state.kind === 'running' ? stop() : void send()))
  const isOver = state.kind === 'answered' || state.kind === 'failed'
  useEffect(() => {
    if (isOver) answerPlace.current?.scrollIntoView({ block: 'start' })
  }, [isOver])

  const leave = (field: string) => setLeft((before) => (before.has(field) ? before : new Set([...before, field])))
  return (
    <div className={styles.console} ref={place}>
      <div className={styles.columns}>
        <div className={styles.request}>
          <div className={styles.fields}>
            <KeyField service={service} header={keyHeader} isRequired={api.subscriptionRequired} {...key.field} />
            <div className={styles.pair}>
              <HostField hosts={hosts} host={host} />
              <Field
                label={words('timeout')}
                validationState={faults.timeout === undefined ? 'none' : 'error'}
                validationMessage={faults.timeout === undefined ? undefined : words(faultWords[faults.timeout])}
              >
                <SpinButton
                  value={draft.timeoutSeconds}
                  min={1}
                  max={300}
                  onBlur={() => leave('timeout')}
                  onChange={(_, { value, displayValue }) =>
                    setDraft({ ...draft, timeoutSeconds: value ?? Number(displayValue ?? Number.NaN) })
                  }
                />
              </Field>
            </div>
          </div>
          <Section title={words('requestParameters')}>
            <ParameterFields operation={operation} draft={draft} onDraft={setDraft} faults={faults} onLeave={leave} />
          </Section>
          <Section title={words('requestHeaders')} description={words('requestHeadersHint')}>
            <NamedRows
              kind="headers"
              rows={draft.headers}
              onRows={(headers) => setDraft({ ...draft, headers })}
              faults={faults}
              onLeave={leave}
            />
          </Section>
          {takesBody(operation.method) && (
            <Section title={words('body')}>
              <BodyField
                draft={draft}
                onDraft={setDraft}
                file={file}
                onFile={setFile}
                samples={bodySamplesOf(operation)}
              />
            </Section>
          )}
        </div>
        <div className={styles.samples}>
          <Section title={words('samples')}>
            <SampleViewer
              source={source}
              language={search.language}
              onLanguage={(language) => void navigate({ search: (before) => ({ ...before, language }), replace: true })}
            />
          </Section>
        </div>
      </div>
      <SendBar
        state={state}
        faultCount={isTried ? Object.keys(faults).length : 0}
        onSend={() => void send()}
        onStop={stop}
        tracing={tracing}
      />
      <div ref={answerPlace} className={styles.answerPlace}>
        {state.kind === 'answered' && <AnswerView service={service} answer={state.answer} secrets={state.secrets} />}
        {state.kind === 'failed' && <FailureNotice error={state.error} timeoutSeconds={state.timeoutSeconds} />}
      </div>
    </div>
  )
}
