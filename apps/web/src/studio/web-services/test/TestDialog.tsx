import { Button } from '@fluentui/react-components'
import { CheckmarkRegular } from '@fluentui/react-icons'
import type { EndpointAnswer, TestCallAnswer, WebServiceDetailsAnswer } from '@sluice/contracts'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { CodeEditor } from '../../../shared/ui/code/CodeEditor.tsx'
import { FormDialog } from '../../../shared/ui/dialogs/FormDialog.tsx'
import { ErrorNotice } from '../../../shared/ui/feedback/ErrorNotice.tsx'
import { Notice } from '../../../shared/ui/feedback/Notice.tsx'
import { Tabs } from '../../../shared/ui/navigation/Tabs.tsx'
import { useStudioChange } from '../../api/studio-api.ts'
import { endpointPath } from '../web-service-paths.ts'
import { TestForm } from './TestForm.tsx'
import { TestResult } from './TestResult.tsx'
import styles from './test.module.css'
import { type TestValues, toTestRequest } from './test-request.ts'
import { testWords } from './test-words.ts'

/** Sends one row as a program would, and shows what comes back. */
export function TestDialog({
  webService,
  endpoint,
  onClose,
}: {
  readonly webService: WebServiceDetailsAnswer
  readonly endpoint: Pick<EndpointAnswer, 'name' | 'isLabelOptional'>
  readonly onClose: () => void
}) {
  const words = useWords(testWords)
  const [values, setValues] = useState<TestValues>({ cells: {}, parameters: {} })
  /** What was written by hand in place of the form. */
  const [json, setJson] = useState<string>()
  const [jsonFault, setJsonFault] = useState<string>()
  const { mutate, isPending, data, error } = useStudioChange<TestCallAnswer>()
  const optional = endpoint.isLabelOptional ? webService.labelColumns : []
  const request = toTestRequest(webService.inputs, values, optional)
  const foot = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (data !== undefined || error !== null) foot.current?.scrollIntoView({ block: 'nearest' })
  }, [data, error])
  const run = () => {
    setJsonFault(undefined)
    try {
      const body: unknown = json === undefined ? request : JSON.parse(json)
      mutate({ method: 'POST', path: `${endpointPath(webService.id, endpoint.name)}/test`, body, touches: [] })
    } catch (fault) {
      setJsonFault(words('jsonWrong', { reason: (fault as Error).message }))
    }
  }
  return (
    <FormDialog title={words('title', { name: webService.name })} onClose={onClose}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!isPending) run()
        }}
      >
        <Tabs
          label={words('way')}
          size="small"
          selected={json === undefined ? 'form' : 'json'}
          onSelect={(way) => setJson(way === 'json' ? JSON.stringify(request, null, 2) : undefined)}
          tabs={[
            { id: 'form', label: words('form') },
            { id: 'json', label: words('json') },
          ]}
        />
        {json === undefined ? (
          <TestForm webService={webService} values={values} onChange={setValues} />
        ) : (
          <CodeEditor label={words('body')} language="json" value={json} onChange={setJson} />
        )}
        {jsonFault !== undefined && (
          <div role="alert">
            <Notice intent="error">{jsonFault}</Notice>
          </div>
        )}
        <div className={styles.bar}>
          <Button type="submit" appearance="primary" icon={<CheckmarkRegular />} disabledFocusable={isPending}>
            {words(isPending ? 'isRunning' : 'run')}
          </Button>
        </div>
      </form>
      <div ref={foot}>
        {error !== null && <ErrorNotice error={error} title={words('failed')} />}
        {data !== undefined && error === null && <TestResult answer={data.body} />}
      </div>
    </FormDialog>
  )
}
