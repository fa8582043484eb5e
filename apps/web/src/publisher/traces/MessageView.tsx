import type { TraceBody, TraceRequest, TraceResponse } from '@sluice/contracts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { Section } from '../../shared/ui/page/Section.tsx'
import { MaskedText } from './MaskedText.tsx'
import styles from './traces.module.css'
import { tracesWords } from './traces-words.ts'

/** A request or a response as it came or went. */
export function MessageView({ message }: { readonly message: TraceRequest | TraceResponse }) {
  const words = useWords(tracesWords)
  const isRequest = 'method' in message
  const line = isRequest ? `${message.method} ${message.url}` : `${message.status.code} ${message.status.reason}`.trim()
  return (
    <Section title={words(isRequest ? 'request' : 'response')}>
      <p className={styles.message} translate="no">
        <code>
          <MaskedText text={line} />
        </code>
      </p>
      {message.headers.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{words('header')}</th>
              <th scope="col">{words('value')}</th>
            </tr>
          </thead>
          <tbody translate="no">
            {message.headers.map(({ name, value }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a header may come several times
              <tr key={at}>
                <th scope="row">
                  <code>{name}</code>
                </th>
                <td>
                  <code>
                    <MaskedText text={value} />
                  </code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {message.body !== undefined && <BodyText body={message.body} />}
    </Section>
  )
}

/** A body as far as it is kept. */
export function BodyText({ body: { text, bytes, isCut } }: { readonly body: TraceBody }) {
  const words = useWords(tracesWords)
  const formats = useFormats()
  const size = formats.bytes(bytes)
  if (text === undefined) return <p>{words('bodyBytes', { size })}</p>
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={words('body')} className={styles.body}>
        <pre translate="no">
          <MaskedText text={text} />
        </pre>
      </section>
      {isCut === true && <p className={styles.quiet}>{words('bodyCut', { size })}</p>}
    </>
  )
}
