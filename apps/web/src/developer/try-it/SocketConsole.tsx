import { Button, Field, Input, Select, Textarea } from '@fluentui/react-components'
import { PlugConnectedRegular, PlugDisconnectedRegular, SendRegular } from '@fluentui/react-icons'
import type { ApiProperties } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { chooseHost } from './choose-host.ts'
import type { ApiHost } from './console-data.ts'
import { FailureNotice } from './FailureNotice.tsx'
import { HostField } from './HostField.tsx'
import { KeyField } from './KeyField.tsx'
import styles from './SocketConsole.module.css'
import { SocketLog } from './SocketLog.tsx'
import { SocketStateLabel } from './SocketStateLabel.tsx'
import { fromHex, isTarget, toProtocols } from './socket-messages.ts'
import { socketWords } from './socket-words.ts'
import { useCallKey } from './use-call-key.ts'
import { useSendKey } from './use-send-key.ts'
import { useSocket } from './use-socket.ts'

const route = getRouteApi('/developer/$service/apis/$api/operations/$operation/try')
const timeoutSeconds = 30

export interface SocketConsoleProps {
  readonly service: string
  readonly apiId: string
  readonly api: ApiProperties
  readonly hosts: readonly ApiHost[]
}

/** The console of a WebSocket API: connects, sends messages, and keeps what came. */
export function SocketConsole({ service, apiId, api, hosts }: SocketConsoleProps) {
  const words = useWords(socketWords)
  const search = route.useSearch()
  const [target, setTarget] = useState('')
  const [protocols, setProtocols] = useState('')
  const [kind, setKind] = useState<'text' | 'binary'>('text')
  const [message, setMessage] = useState('')
  const [isTried, setTried] = useState(false)
  const { state, entries, connect, disconnect, send, clear } = useSocket()

  const key = useCallKey(service, apiId)
  const keyHeader = api.subscriptionKeyParameterNames.header
  const host = chooseHost(hosts, search.host)
  const address = (host?.baseUrl ?? '').replace(/^http/, 'ws')
  const names = toProtocols(protocols)
  const isOpen = state.kind === 'open'
  const isBusy = isOpen || state.kind === 'connecting'

  const start = () => {
    setTried(true)
    if (names === undefined || !isTarget(target) || host === undefined) return
    void connect(async () => {
      const value = await key.load()
      const version = host.version
      const query =
        version?.scheme === 'Query' && version.name
          ? `${target.includes('?') ? '&' : '?'}${version.name}=${version.value}`
          : ''
      return {
        service,
        url: address + target + query,
        headers: [
          ...(value === '' ? [] : [[keyHeader, value] as [string, string]]),
          ...(version?.scheme === 'Header' && version.name ? [[version.name, version.value] as [string, string]] : []),
        ],
        protocols: [...names],
        timeoutSeconds,
      }
    })
  }
  const bytes = kind === 'binary' ? fromHex(message) : undefined
  const hasHexFault = kind === 'binary' && bytes === undefined
  const say = () => {
    const content = kind === 'text' ? message : bytes
    if (content !== undefined && send(content)) setMessage('')
  }
  useSendKey(() => (isOpen ? say() : state.kind === 'connecting' ? undefined : start()))

  return (
    <div className={styles.console}>
      <div className={styles.side}>
        <Section title={words('title')}>
          <div className={styles.fields}>
            <KeyField service={service} header={keyHeader} isRequired={api.subscriptionRequired} {...key.field} />
            <HostField hosts={hosts} host={host} show={(url) => url.replace(/^http/, 'ws')} />
            <Field
              label={words('target')}
              hint={words('targetHint', { address })}
              {...(isTarget(target) ? {} : { validationMessage: words('faultTarget') })}
            >
              <Input
                value={target}
                input={{ className: styles.code, spellCheck: false }}
                onChange={(_, { value }) => setTarget(value)}
              />
            </Field>
            <Field
              label={words('protocols')}
              hint={words('protocolsHint')}
              {...(names === undefined && isTried ? { validationMessage: words('faultProtocols') } : {})}
            >
              <Input
                value={protocols}
                input={{ className: styles.code, spellCheck: false }}
                onChange={(_, { value }) => setProtocols(value)}
              />
            </Field>
            <div className={styles.state}>
              {/* One button, so that the focus stays where it is. */}
              <Button
                appearance={isBusy ? 'secondary' : 'primary'}
                icon={isBusy ? <PlugDisconnectedRegular /> : <PlugConnectedRegular />}
                onClick={isBusy ? disconnect : start}
              >
                {words(isBusy ? 'disconnect' : 'connect')}
              </Button>
              <span role="status">
                <SocketStateLabel state={state} />
              </span>
            </div>
            {state.kind === 'refused' && (
              <Notice intent="error" title={words('refused', { status: String(state.status), reason: state.reason })}>
                <span translate="no">{state.text}</span>
              </Notice>
            )}
            {state.kind === 'failed' && <FailureNotice error={state.error} timeoutSeconds={state.timeoutSeconds} />}
          </div>
        </Section>
        <Section title={words('message')}>
          <div className={styles.fields}>
            <Field label={words('kind')}>
              <Select value={kind} onChange={(_, { value }) => setKind(value === 'binary' ? 'binary' : 'text')}>
                <option value="text">{words('text')}</option>
                <option value="binary">{words('binary')}</option>
              </Select>
            </Field>
            <Field
              label={words('content')}
              hint={words('sendHint')}
              {...(hasHexFault ? { validationMessage: words('faultHex') } : {})}
            >
              <Textarea
                value={message}
                rows={4}
                textarea={{ className: styles.code, spellCheck: false }}
                onChange={(_, { value }) => setMessage(value)}
              />
            </Field>
            <div>
              <Button icon={<SendRegular />} disabledFocusable={!isOpen || hasHexFault} onClick={say}>
                {words('send')}
              </Button>
            </div>
          </div>
        </Section>
      </div>
      <SocketLog entries={entries} onClear={clear} />
    </div>
  )
}
