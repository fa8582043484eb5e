import { requestIdHeader } from '@sluice/contracts/usage'
import { useMemo } from 'react'
import { useSession } from '../../shared/auth/session.ts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { CodeText } from '../../shared/ui/values/CodeText.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { toCallHref } from '../usage/own-usage.ts'
import { AnswerContent } from './AnswerContent.tsx'
import type { ConsoleAnswer } from './console-call.ts'
import { explainStatus } from './explain-status.ts'
import { HeaderTable } from './HeaderTable.tsx'
import { readContent } from './read-content.ts'
import { statusKind, statusLine } from './status-line.ts'
import styles from './TryConsole.module.css'
import { tryItWords } from './try-it-words.ts'

/** What came back: address, status, headers, content. */
export function AnswerView({
  service,
  answer,
  secrets,
}: {
  readonly service: string
  readonly answer: ConsoleAnswer
  /** What was sent masked. */
  readonly secrets: readonly string[]
}) {
  const words = useWords(tryItWords)
  const formats = useFormats()
  const header = (wanted: string) => answer.headers.find(([name]) => name.toLowerCase() === wanted)?.[1]
  const traceId = header('apim-trace-id')
  const requestId = header(requestIdHeader)
  const session = useSession()
  const noTrace = header('apim-debug-authorization-expired') ?? header('apim-debug-authorization-wrongapi')
  const contentType = header('content-type')
  const content = useMemo(() => readContent(answer.bytes, contentType), [answer.bytes, contentType])
  const explanation = explainStatus({ status: answer.status, headers: answer.headers, text: content.raw })
  // Where no key was looked at, the call is nobody's, and its record is not for developers.
  const isNobodys = explanation?.title === 'keyMissing' || explanation?.title === 'operationMissing'
  const hasExplanation = requestId !== undefined && answer.status >= 400 && session !== null && !isNobodys
  return (
    <div className={styles.answer}>
      <Section title={words('requestedUrl')}>
        <CodeText value={answer.url} name={words('copyUrl')} />
      </Section>
      <Section title={words('responseStatus')}>
        <p className={styles.statusLine}>
          <strong translate="no">
            <StateLabel kind={statusKind(answer.status)}>{statusLine(answer)}</StateLabel>
          </strong>
          <span>{words('statusTime', { milliseconds: formats.number(Math.round(answer.milliseconds)) })}</span>
          <span>{formats.bytes(answer.sentBytes)}</span>
        </p>
        {traceId !== undefined && (
          <p>
            <TextLink href={`/publisher/${service}/traces/${encodeURIComponent(traceId)}`}>
              {words('openTrace')}
            </TextLink>
          </p>
        )}
        {hasExplanation && (
          <p>
            <TextLink href={toCallHref(service, requestId)}>{words('openExplanation')}</TextLink>
          </p>
        )}
        {noTrace !== undefined && <Notice intent="warning">{words('notTraced', { reason: noTrace })}</Notice>}
        {explanation !== undefined && (
          <Notice intent={explanation.intent} title={words(explanation.title, explanation.values)}>
            {words(explanation.advice, explanation.values)}
          </Notice>
        )}
      </Section>
      <Section title={words('responseHeaders')}>
        <HeaderTable headers={answer.headers} secrets={secrets} />
      </Section>
      <Section title={words('responseContent')}>
        <AnswerContent answer={answer} content={content} contentType={contentType} />
      </Section>
    </div>
  )
}
