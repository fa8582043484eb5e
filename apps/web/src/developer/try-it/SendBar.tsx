import { Button, Switch, Tooltip } from '@fluentui/react-components'
import { SendRegular, StopRegular } from '@fluentui/react-icons'
import { useEffect, useState } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { statusKind, statusLine } from './status-line.ts'
import styles from './TryConsole.module.css'
import { tryItWords } from './try-it-words.ts'
import type { CallState } from './use-console-call.ts'
import type { Tracing } from './use-tracing.ts'

const tickMs = 100

/** Sends and stops; it stays in sight, and says how it goes. */
export function SendBar({
  state,
  faultCount,
  onSend,
  onStop,
  tracing,
}: {
  readonly state: CallState
  /** Of those that a try to send has shown. */
  readonly faultCount: number
  readonly onSend: () => void
  readonly onStop: () => void
  readonly tracing: Tracing
}) {
  const words = useWords(tryItWords)
  const isRunning = state.kind === 'running'
  const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)
  return (
    <div className={styles.bar}>
      <Tooltip content={isApple ? '⌘ Enter' : 'Ctrl Enter'} relationship="description">
        {/* One button, so that the focus stays where it is. */}
        <Button
          appearance={isRunning ? 'secondary' : 'primary'}
          icon={isRunning ? <StopRegular /> : <SendRegular />}
          aria-keyshortcuts={isApple ? 'Meta+Enter' : 'Control+Enter'}
          onClick={isRunning ? onStop : onSend}
        >
          {words(isRunning ? 'stop' : 'send')}
        </Button>
      </Tooltip>
      {tracing.isAllowed && (
        <Tooltip content={words('traceHint')} relationship="description">
          <Switch label={words('trace')} checked={tracing.isOn} onChange={(_, { checked }) => tracing.turn(checked)} />
        </Tooltip>
      )}
      {isRunning && <Progress startedAt={state.startedAt} bytes={state.bytes} />}
      <span role="status" className={styles.barState}>
        <Outcome state={state} faultCount={faultCount} />
      </span>
    </div>
  )
}

function Outcome({ state, faultCount }: { readonly state: CallState; readonly faultCount: number }) {
  const words = useWords(tryItWords)
  const formats = useFormats()
  if (faultCount > 0) return <StateLabel kind="failed">{words('faults', { count: faultCount })}</StateLabel>
  if (state.kind === 'stopped') return <StateLabel kind="off">{words('stopped')}</StateLabel>
  if (state.kind !== 'answered') return null
  const { status, reason, milliseconds } = state.answer
  return (
    <>
      <StateLabel kind={statusKind(status)}>{statusLine({ status, reason })}</StateLabel>
      <span className={styles.barTime}>
        {words('statusTime', { milliseconds: formats.number(Math.round(milliseconds)) })}
      </span>
    </>
  )
}

function Progress({ startedAt, bytes }: { readonly startedAt: number; readonly bytes: number }) {
  const words = useWords(tryItWords)
  const formats = useFormats()
  const [now, setNow] = useState(startedAt)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs)
    return () => clearInterval(timer)
  }, [])
  const seconds = formats.number(Math.round((now - startedAt) / tickMs) / 10)
  return (
    <span className={styles.barTime}>
      {words('sending', { seconds })}
      {bytes > 0 && ` · ${words('received', { size: formats.bytes(bytes) })}`}
    </span>
  )
}
