import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { CodeBlock } from '../../shared/ui/code/CodeBlock.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { MaskedText } from './MaskedText.tsx'
import { MessageView } from './MessageView.tsx'
import { StepChanges } from './StepChanges.tsx'
import { documentOf, roundMs, type TraceStep } from './trace-steps.ts'
import styles from './traces.module.css'
import { tracesWords } from './traces-words.ts'

/** Members that have a place of their own; the rest is shown as it came. */
const shownMembers = new Set(['message', 'request', 'response', 'configuration', 'changes', 'expressions', 'error'])

/** Everything there is to say of one step. */
export function StepDetails({ step, service }: { readonly step: TraceStep; readonly service: string }) {
  const words = useWords(tracesWords)
  const formats = useFormats()
  const { entry, section, index, startMs, durationMs, share, depth } = step
  const { data, source, scope, path, id, line, fragment, tool } = entry
  const href = documentOf(service, entry)
  const place =
    fragment === undefined ? words('line', { line: line ?? 0 }) : words('outOfFragment', { name: fragment.id })
  const others = Object.entries(data).filter(([name]) => !shownMembers.has(name))
  const messages = data.message === undefined ? [] : [data.message].flat()
  const isStatement = scope !== undefined
  return (
    <section
      className={styles.details}
      aria-label={words('step', { number: index + 1, name: source })}
      aria-live="polite"
    >
      <h2>
        <span className={styles.quiet}>{index + 1}</span> <code translate="no">{source}</code>
      </h2>
      <Facts
        facts={[
          [
            words('section'),
            <span key="section" translate="no">
              {section}
            </span>,
          ],
          ...(tool === undefined ? [] : ([[words('tool'), words('toolSection', tool)]] as const)),
          ...(isStatement
            ? ([
                [
                  words('scope'),
                  <span key="scope" className={styles.scopeFact} data-scope={scope}>
                    {words(`scope-${scope}`)}
                  </span>,
                ],
                [
                  words('document'),
                  href === undefined ? (
                    words('builtIn')
                  ) : (
                    <TextLink key="document" href={href}>
                      {place}
                    </TextLink>
                  ),
                ],
              ] as const)
            : []),
          ...(path !== undefined && depth > 0
            ? ([
                [
                  words('path'),
                  <code key="path" translate="no">
                    {path}
                  </code>,
                ],
              ] as const)
            : []),
          ...(id === undefined
            ? []
            : ([
                [
                  words('identifier'),
                  <code key="id" translate="no">
                    {id}
                  </code>,
                ],
              ] as const)),
          [words('start'), words('milliseconds', { milliseconds: formats.number(roundMs(startMs)) })],
          ...(durationMs === undefined
            ? []
            : ([
                [
                  words('duration'),
                  words('durationShare', {
                    milliseconds: formats.number(roundMs(durationMs)),
                    percent: formats.number(Math.round(share * 1000) / 10),
                  }),
                ],
              ] as const)),
        ]}
      />
      {data.error !== undefined && (
        <Notice intent="error" title={data.error.reason}>
          <MaskedText text={data.error.message} />
        </Notice>
      )}
      {messages
        .filter((message) => message !== data.error?.message)
        .map((message) => (
          <p key={message} className={styles.message} translate="no">
            <MaskedText text={message} />
          </p>
        ))}
      {data.expressions !== undefined && (
        <Section title={words('expressions')}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{words('expression')}</th>
                <th scope="col">{words('value')}</th>
              </tr>
            </thead>
            <tbody translate="no">
              {data.expressions.map(({ expression, value }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same one may be evaluated several times
                <tr key={at}>
                  <td>
                    <pre>
                      <MaskedText text={expression} />
                    </pre>
                  </td>
                  <td>
                    <pre>
                      <MaskedText text={value} />
                    </pre>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
      {data.changes !== undefined && <StepChanges changes={data.changes} />}
      {data.request !== undefined && <MessageView message={data.request} />}
      {data.response !== undefined && <MessageView message={data.response} />}
      {data.configuration !== undefined && (
        <Section title={words('configuration')}>
          <CodeBlock label={words('configuration')} text={JSON.stringify(data.configuration, null, 2)} />
        </Section>
      )}
      {others.length > 0 && (
        <Section title={words('more')}>
          <CodeBlock label={words('more')} text={JSON.stringify(Object.fromEntries(others), null, 2)} />
        </Section>
      )}
      {isStatement && Object.keys(data).length === 0 && <p className={styles.quiet}>{words('noChange')}</p>}
    </section>
  )
}
