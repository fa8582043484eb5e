import type { CallRecordEntry } from '@sluice/contracts'
import { useMemo } from 'react'
import { useService } from '../../../shared/api-client/service.ts'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import type { TableColumn } from '../../../shared/ui/table/DataTable.tsx'
import { StateLabel } from '../../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../../shared/ui/values/TimeAgo.tsx'
import { Verb } from '../../../shared/ui/values/Verb.tsx'
import { latencyText } from '../../../shared/usage/latency-text.ts'
import { outcomeKinds } from '../../../shared/usage/outcome-kinds.ts'
import { useUsageWords } from '../../../shared/usage/usage-words.ts'
import { SearchLink } from '../../editing/SearchLink.tsx'
import styles from '../analytics.module.css'
import type { UsageFilters } from '../analytics-search.ts'
import { requestsWords } from './requests-words.ts'

type Entry = CallRecordEntry

/** What the log of calls says of each. */
export function useRequestColumns(): readonly TableColumn<Entry>[] {
  const service = useService()
  const words = useWords(requestsWords)
  const usage = useUsageWords()
  const formats = useFormats()
  return useMemo((): readonly TableColumn<Entry>[] => {
    const named = (
      id: string,
      header: string,
      of: (entry: Entry) => { readonly name: string | undefined; readonly filter: UsageFilters },
      isOptional = false,
    ): TableColumn<Entry> => ({
      id,
      header,
      isOptional,
      cell: (entry) => {
        const { name, filter } = of(entry)
        if (name === undefined) return <span className={styles.quiet}>–</span>
        return (
          <SearchLink changes={{ ...filter, after: undefined }} isName>
            {name}
          </SearchLink>
        )
      },
      text: (entry) => of(entry).name ?? '',
    })
    return [
      {
        id: 'at',
        header: words('at'),
        cell: ({ timestamp }) => (
          <span className={styles.line}>
            <TimeAgo iso={timestamp} />
          </span>
        ),
        text: ({ timestamp }) => timestamp,
      },
      {
        id: 'call',
        header: words('call'),
        cell: ({ requestId, method, url }) => (
          <span className={styles.call}>
            <Verb verb={method} />
            <TextLink href={toRequestHref(service.name, requestId)} isName>
              {pathOf(url)}
            </TextLink>
          </span>
        ),
        text: ({ method, url }) => `${method} ${url}`,
      },
      {
        id: 'status',
        header: words('status'),
        cell: ({ status, outcome }) => (
          <span className={styles.line}>
            <StateLabel kind={outcomeKinds[outcome]}>{`${status === 0 ? '–' : status} ${usage(outcome)}`}</StateLabel>
          </span>
        ),
        text: ({ status }) => status,
      },
      {
        id: 'explain',
        header: words('explain'),
        cell: ({ requestId, isRefused }) =>
          isRefused && <TextLink href={toRequestHref(service.name, requestId)}>{words('explain')}</TextLink>,
        isOptional: true,
      },
      named('api', words('api'), ({ api, apiName }) => ({
        name: apiName ?? api,
        filter: api === undefined ? {} : { api },
      })),
      named('operation', words('operation'), ({ api, operation, operationName }) => ({
        name: operationName ?? operation,
        filter: api === undefined || operation === undefined ? {} : { api, operation },
      })),
      named(
        'product',
        words('product'),
        ({ product, productName }) => ({
          name: productName ?? product,
          filter: product === undefined ? {} : { product },
        }),
        true,
      ),
      named('subscription', words('subscription'), ({ subscription, subscriptionName }) => ({
        name: subscriptionName ?? subscription,
        filter: subscription === undefined ? {} : { subscription },
      })),
      named(
        'user',
        words('user'),
        ({ user, userName }) => ({ name: userName ?? user, filter: user === undefined ? {} : { user } }),
        true,
      ),
      {
        id: 'duration',
        header: words('duration'),
        isNumeric: true,
        cell: ({ apiTime }) => latencyText(apiTime, formats),
        text: ({ apiTime }) => apiTime,
      },
      {
        id: 'ip',
        header: words('ip'),
        isOptional: true,
        cell: ({ callerIpAddress }) => (
          <SearchLink changes={{ ip: callerIpAddress, after: undefined }} isName>
            {callerIpAddress}
          </SearchLink>
        ),
        text: ({ callerIpAddress }) => callerIpAddress,
      },
      {
        id: 'requestId',
        header: words('requestId'),
        isOptional: true,
        cell: ({ requestId }) => <code translate="no">{requestId}</code>,
        text: ({ requestId }) => requestId,
      },
    ]
  }, [service.name, words, usage, formats])
}

/** Page of one call. */
export const toRequestHref = (service: string, requestId: string): string =>
  `/publisher/${service}/analytics/requests/${encodeURIComponent(requestId)}`

/** The host is the gateway's own, and the same for all. */
const pathOf = (url: string): string => url.replace(/^https?:\/\/[^/]*/i, '') || url
