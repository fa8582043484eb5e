import type { EndpointHelpCall } from '@sluice/contracts'
import { useWords } from '../../../shared/languages/words.ts'
import { CodeBlock } from '../../../shared/ui/code/CodeBlock.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { CodeText } from '../../../shared/ui/values/CodeText.tsx'
import { Verb } from '../../../shared/ui/values/Verb.tsx'
import { HelpTable } from './HelpTable.tsx'
import styles from './help.module.css'
import { helpWords } from './help-words.ts'

const code = (text: string) => <code translate="no">{text}</code>

/** One call in full: method, URI, headers, body, answer. */
export function HelpCall({ call, id }: { readonly call: EndpointHelpCall; readonly id: string }) {
  const words = useWords(helpWords)
  const { title, method, uri, requestBody, responseStatus, responseBody } = call
  const hasBody = requestBody !== undefined
  return (
    <div id={id}>
      <Section title={title}>
        <h3>{words('request')}</h3>
        <HelpTable
          label={`${title}: ${words('request')}`}
          heads={[words('method'), words('uri'), words('httpVersion')]}
          rows={[
            [
              'request',
              <Verb key="verb" verb={method} />,
              <CodeText key="uri" value={uri} name={`${title}: ${words('uri')}`} />,
              'HTTP/1.1',
            ],
          ]}
        />
        <div className={styles.part}>
          <h3>{words('uriParameters')}</h3>
          <HelpTable
            label={`${title}: ${words('uriParameters')}`}
            heads={[words('name'), words('descriptionHead')]}
            rows={[
              ...(uri.includes('job_id') ? [['job_id', code('job_id'), words('jobId')] as const] : []),
              ...(uri.includes('api-version') ? [['version', code('api-version'), words('apiVersion')] as const] : []),
              ...(uri.includes('details=') ? [['details', code('details'), words('details')] as const] : []),
            ]}
          />
          <h3>{words('requestHeaders')}</h3>
          <HelpTable
            label={`${title}: ${words('requestHeaders')}`}
            heads={[words('header'), words('descriptionHead')]}
            rows={[
              ['authorization', code('Authorization: Bearer abc123'), words('authorization')],
              ...(hasBody
                ? ([
                    ['length', code('Content-Length'), words('bodyLength')],
                    ['type', code('Content-Type: application/json'), words('bodyType')],
                  ] as const)
                : []),
              ['accept', code('Accept: application/json'), words('accept')],
            ]}
          />
          {hasBody && (
            <>
              <h3>{words('body')}</h3>
              <CodeBlock label={`${title}: ${words('body')}`} text={JSON.stringify(requestBody, null, 2)} />
            </>
          )}
          <h3>{words('response')}</h3>
          <p>
            {words('status')} <code translate="no">{responseStatus}</code>
          </p>
          <h3>{words('responseHeaders')}</h3>
          <HelpTable
            label={`${title}: ${words('responseHeaders')}`}
            heads={[words('header'), words('descriptionHead')]}
            rows={[
              ['type', code('Content-Type: application/json; charset=utf-8'), words('responseType')],
              ['id', code('x-ms-request-id'), words('requestId')],
            ]}
          />
          {responseBody !== undefined && (
            <>
              <h3>{words('responseBody')}</h3>
              <CodeBlock label={`${title}: ${words('responseBody')}`} text={JSON.stringify(responseBody, null, 2)} />
            </>
          )}
          {uri.includes('details=true') && <p className={styles.note}>{words('withoutDetails')}</p>}
        </div>
      </Section>
    </div>
  )
}
