import { Button } from '@fluentui/react-components'
import { ArrowDownRegular, ArrowUpRegular, PlugDisconnectedRegular } from '@fluentui/react-icons'
import { useEffect, useRef } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { Section } from '../../shared/ui/page/Section.tsx'
import styles from './SocketConsole.module.css'
import { maxEntries, type SocketEntry, toShown } from './socket-messages.ts'
import { socketWords } from './socket-words.ts'

/** What was sent and received, with time and size, and how connections ended. */
export function SocketLog({
  entries,
  onClear,
}: {
  readonly entries: readonly SocketEntry[]
  readonly onClear: () => void
}) {
  const words = useWords(socketWords)
  const list = useRef<HTMLDivElement>(null)
  // The newest is read, unless somebody reads further up.
  useEffect(() => {
    const shown = list.current
    if (shown === null || entries.length === 0) return
    const isAtEnd = shown.scrollHeight - shown.scrollTop - shown.clientHeight < 200
    if (isAtEnd) shown.scrollTop = shown.scrollHeight
  }, [entries])
  return (
    <Section
      title={words('log')}
      description={words('logLead', { count: maxEntries })}
      actions={
        <Button disabled={entries.length === 0} onClick={onClear}>
          {words('clear')}
        </Button>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div ref={list} role="log" aria-label={words('log')} className={styles.log} tabIndex={0}>
        {entries.length === 0 && <p className={styles.quiet}>{words('logEmpty')}</p>}
        {entries.map((entry) => (
          <LogEntry key={entry.id} entry={entry} />
        ))}
      </div>
    </Section>
  )
}

function LogEntry({ entry: { at, content } }: { readonly entry: SocketEntry }) {
  const words = useWords(socketWords)
  const formats = useFormats()
  const time = <time dateTime={at.toISOString()}>{formats.clock(at)}</time>
  if (content.kind === 'closed') {
    const { code, reason } = content
    return (
      <div className={styles.entry} data-kind="closed">
        <p className={styles.entryHead}>
          <PlugDisconnectedRegular aria-hidden />
          <strong>{words(reason === '' ? 'closed' : 'closedReason', { code: String(code), reason })}</strong> {time}
        </p>
      </div>
    )
  }
  const { text, isCut } = toShown(content.message)
  return (
    <div className={styles.entry} data-kind={content.kind}>
      <p className={styles.entryHead}>
        {content.kind === 'sent' ? <ArrowUpRegular aria-hidden /> : <ArrowDownRegular aria-hidden />}
        <strong>{words(content.kind)}</strong> {time} <span>{formats.bytes(content.bytes)}</span>
      </p>
      <pre translate="no">{text}</pre>
      {isCut && <p className={styles.quiet}>{words('more')}</p>}
    </div>
  )
}
