import type { CallRecordDetail } from '@sluice/contracts'
import type { ReactNode } from 'react'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { CodeText } from '../../../shared/ui/values/CodeText.tsx'
import { Facts } from '../../../shared/ui/values/Facts.tsx'
import { latencyText } from '../../../shared/usage/latency-text.ts'
import { requestsWords } from './requests-words.ts'

/** Everything that is known of a call but its headers and bodies. */
export function RequestFacts({ record, service }: { readonly record: CallRecordDetail; readonly service: string }) {
  const words = useWords(requestsWords)
  const formats = useFormats()
  const base = `/publisher/${service}`
  const facts: (readonly [string, ReactNode])[] = []
  const add = (name: Parameters<typeof words>[0], value: ReactNode) => {
    if (value !== undefined) facts.push([words(name), value])
  }
  const code = (text: string | undefined) => text && <code translate="no">{text}</code>
  const link = (name: string | undefined, href: string) =>
    name && (
      <TextLink href={href} isName>
        {name}
      </TextLink>
    )
  const { api = '', operation = '', product = '', subscription = '', user = '' } = record
  const encode = encodeURIComponent
  add('call', code(`${record.method} ${record.url}`))
  add('at', formats.moment(record.timestamp))
  add('requestId', <CodeText value={record.requestId} name={words('requestId')} />)
  add('api', link(record.apiName ?? record.api, `${base}/apis/${encode(api)}`))
  add('revision', record.apiRevision)
  add(
    'operation',
    link(record.operationName ?? record.operation, `${base}/apis/${encode(api)}/operations/${encode(operation)}`),
  )
  add('product', link(record.productName ?? record.product, `${base}/products/${encode(product)}`))
  add(
    'subscription',
    link(
      record.subscriptionName ?? record.subscription,
      `${base}/subscriptions?${new URLSearchParams({ subscription })}`,
    ),
  )
  add('user', link(record.userName ?? record.user, `${base}/users/${encode(user)}`))
  add('caller', code(record.callerIpAddress))
  add('protocol', code([record.clientProtocol, record.clientTlsVersion].filter(Boolean).join(', ') || undefined))
  add('duration', latencyText(record.apiTime, formats))
  add('backendTime', record.serviceTime === undefined ? undefined : latencyText(record.serviceTime, formats))
  add('clientTime', record.clientTime === undefined ? undefined : latencyText(record.clientTime, formats))
  add('requestSize', formats.bytes(record.requestSize))
  add('responseSize', formats.bytes(record.responseSize))
  add('cache', words(record.cache))
  add('backend', link(record.backend, `${base}/backends/${encode(record.backend ?? '')}`))
  add('backendUrl', code(record.backendUrl && `${record.backendMethod ?? ''} ${record.backendUrl}`.trim()))
  add('backendStatus', record.backendStatus)
  if (record.lastError !== undefined) {
    const { source, reason, message } = record.lastError
    add('error', code(`${source}: ${reason}: ${message}`))
  }
  return (
    <Section title={words('facts')}>
      <Facts facts={facts} />
    </Section>
  )
}
