import type { TraceBody, TraceChange, TraceChanges } from '@sluice/contracts'
import { useMemo } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { Section } from '../../shared/ui/page/Section.tsx'
import { toLineDifferences } from './line-differences.ts'
import { MaskedText } from './MaskedText.tsx'
import { BodyText } from './MessageView.tsx'
import styles from './traces.module.css'
import { tracesWords } from './traces-words.ts'

interface Row extends TraceChange<string> {
  readonly name: string
}

/** What a step changed: headers, address, status, variables, bodies. */
export function StepChanges({ changes: { request, response, variables } }: { readonly changes: TraceChanges }) {
  const words = useWords(tracesWords)
  const single = (name: string, change: TraceChange<string> | undefined): readonly Row[] =>
    change === undefined ? [] : [{ name, ...change }]
  return (
    <Section title={words('changes')}>
      {request !== undefined && (
        <ChangePart
          title={words('request')}
          rows={[...single(words('method'), request.method), ...single(words('url'), request.url)]}
          headers={request.headers}
          body={request.body}
        />
      )}
      {response !== undefined && (
        <ChangePart
          title={words('response')}
          rows={single(words('status'), response.status)}
          headers={response.headers}
          body={response.body}
        />
      )}
      {variables !== undefined && <ChangePart title={words('variables')} rows={[]} headers={variables} />}
    </Section>
  )
}

function ChangePart({
  title,
  rows,
  headers = [],
  body,
}: {
  readonly title: string
  readonly rows: readonly Row[]
  readonly headers?: readonly Row[] | undefined
  readonly body?: TraceChange<TraceBody> | undefined
}) {
  const words = useWords(tracesWords)
  return (
    <>
      <h3>{title}</h3>
      {rows.length + headers.length > 0 && (
        <table className={styles.table} aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{words('name')}</th>
              <th scope="col">{words('before')}</th>
              <th scope="col">{words('after')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <ChangeRow key={row.name} row={row} />
            ))}
            {headers.map((row) => (
              <ChangeRow key={row.name} row={row} isCode />
            ))}
          </tbody>
        </table>
      )}
      {body !== undefined && <BodyChange change={body} />}
    </>
  )
}

function ChangeRow({ row, isCode = false }: { readonly row: Row; readonly isCode?: boolean }) {
  return (
    <tr>
      <th scope="row">{isCode ? <code translate="no">{row.name}</code> : row.name}</th>
      <ChangedValue value={row.from} className={styles.before} />
      <ChangedValue value={row.to} className={styles.after} />
    </tr>
  )
}

function ChangedValue({ value, className }: { readonly value: string | null; readonly className: string | undefined }) {
  const words = useWords(tracesWords)
  if (value === null) {
    return (
      <td>
        <span className={styles.quiet}>{words('notThere')}</span>
      </td>
    )
  }
  return (
    <td className={className} translate="no">
      <pre>
        <MaskedText text={value} />
      </pre>
    </td>
  )
}

/** As lines that went and came, where both are text. */
function BodyChange({ change: { from, to } }: { readonly change: TraceChange<TraceBody> }) {
  const words = useWords(tracesWords)
  const before = from === null ? '' : from.text
  const after = to === null ? '' : to.text
  const lines = useMemo(
    () =>
      before === undefined || after === undefined
        ? undefined
        : before === ''
          ? after.split(/\r?\n/).map((text) => ({ kind: 'new' as const, text }))
          : toLineDifferences(before, after),
    [before, after],
  )
  if (lines === undefined) {
    return (
      <>
        {from !== null && <BodyText body={from} />}
        {to !== null && <BodyText body={to} />}
      </>
    )
  }
  const marks = { same: ' ', gone: '−', new: '+' } as const
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section tabIndex={0} aria-label={words('bodyDifference')} className={styles.body}>
      <ol className={styles.lines} translate="no">
        {lines.map(({ kind, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
          <li key={at} data-kind={kind}>
            <span aria-hidden>{marks[kind]}</span>
            <span className="visually-hidden" translate="yes">
              {kind === 'same' ? '' : `${words(kind)}: `}
            </span>
            <MaskedText text={text} />
          </li>
        ))}
      </ol>
    </section>
  )
}
