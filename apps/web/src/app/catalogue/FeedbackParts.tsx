import { Button } from '@fluentui/react-components'
import { BoxRegular } from '@fluentui/react-icons'
import { ApiError } from '../../shared/api-client/api-error.ts'
import { EmptyState, NothingFound } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { reportJob } from '../../shared/ui/feedback/jobs.ts'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import styles from './catalogue.module.css'

export const exampleError = new ApiError({
  status: 400,
  code: 'ValidationError',
  message: 'One or more fields contain incorrect values.',
  faults: [{ code: 'ValidationError', target: 'properties.path', message: 'is taken by another API' }],
  requestId: '0f8fad5b-d9cb-469f-a165-70867728950e',
})

export function FeedbackParts() {
  const messages = useMessages()
  const report = (state: 'running' | 'done' | 'failed') =>
    reportJob({
      id: state,
      title: 'Import of Petstore',
      step: 'Writing operations',
      state,
      share: 0.4,
      href: '/catalogue',
      startedAt: Date.now(),
    })
  return (
    <>
      <Section title="Loading">
        <Loading />
      </Section>
      <Section title="Empty">
        <EmptyState icon={<BoxRegular fontSize={32} />} title="No APIs yet" action={<Button>Add API</Button>}>
          An API is what developers call. There is none in this instance yet.
        </EmptyState>
      </Section>
      <Section title="Nothing found">
        <NothingFound things="APIs" search="petstore" onClear={() => undefined} />
      </Section>
      <Section title="Error: an answer of the server">
        <ErrorState error={exampleError} onRetry={() => undefined} />
      </Section>
      <Section title="Error: no answer, and a bug">
        <ErrorState error={new ApiError({ status: 0, code: 'NoAnswer', message: '' })} />
        <ErrorState error={new Error('Something that should not happen.')} />
      </Section>
      <Section title="Notices">
        <div className={styles.stack}>
          {(['info', 'success', 'warning', 'error'] as const).map((intent) => (
            <Notice key={intent} intent={intent} title={`A notice: ${intent}`} actions={<Button>Act</Button>}>
              What it is about, in a sentence.
            </Notice>
          ))}
        </div>
      </Section>
      <Section title="Messages and jobs">
        <div className={styles.line}>
          <Button onClick={() => messages.done('Saved')}>Done</Button>
          <Button onClick={() => messages.undoable('Tag deleted', () => messages.done('It is back'))}>Undoable</Button>
          <Button onClick={() => messages.failed('Not saved', exampleError)}>Failed</Button>
          {(['running', 'done', 'failed'] as const).map((state) => (
            <Button key={state} onClick={() => report(state)}>{`Job ${state}`}</Button>
          ))}
        </div>
      </Section>
    </>
  )
}
