import type { ProductProperties, UserProperties } from '@sluice/contracts'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useService } from '../../shared/api-client/service.ts'
import { useWords } from '../../shared/languages/words.ts'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import type { TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { useNamed } from '../pickers/use-named.ts'
import { fullNameOf } from '../users/user.ts'
import { SubscriptionKey } from './SubscriptionKey.tsx'
import { ownerOf, type Subscription, stateKinds, titleOf, toScope } from './subscription.ts'
import { subscriptionWords } from './subscription-words.ts'

/** How products, APIs and users that subscriptions speak of are called. */
export function useSubscriptionNames(subscriptions: readonly Subscription[]) {
  const words = useWords(subscriptionWords)
  const { id } = useService()
  const scopes = subscriptions.map(({ properties }) => toScope(properties.scope))
  const namesOf = (kind: 'product' | 'api') => scopes.flatMap((scope) => (scope.kind === kind ? [scope.name] : []))
  const products = useNamed<ProductProperties>(`${id}/products`, namesOf('product'))
  const apis = useNamed<{ readonly displayName?: string }>(`${id}/apis`, namesOf('api'))
  const users = useNamed<UserProperties>(
    `${id}/users`,
    subscriptions.flatMap((one) => ownerOf(one) ?? []),
  )
  return {
    scopeText(text: string): string {
      const scope = toScope(text)
      if (scope.kind === 'allApis' || scope.kind === 'everything') return words(scope.kind)
      const named = scope.kind === 'product' ? products : apis
      return named.get(scope.name.toLowerCase())?.displayName ?? scope.name
    },
    userText(name: string): string {
      const user = users.get(name.toLowerCase())
      return user === undefined ? name : fullNameOf(user)
    },
  }
}

/** Columns of a list of subscriptions; those that are the same in every row are left out. */
export function useSubscriptionColumns({
  subscriptions,
  hidden,
  actions,
}: {
  readonly subscriptions: readonly Subscription[]
  readonly hidden: 'product' | 'user' | undefined
  readonly actions: (subscription: Subscription) => ReactNode
}): readonly TableColumn<Subscription>[] {
  const words = useWords(subscriptionWords)
  const { name: service } = useService()
  const { scopeText, userText } = useSubscriptionNames(subscriptions)
  const base = `/publisher/${service}`
  const time = (iso: string | null | undefined) => (iso ? <TimeAgo iso={iso} /> : words('none'))
  const columns: (TableColumn<Subscription> | false)[] = [
    {
      id: 'name',
      header: words('displayName'),
      sortField: 'displayName',
      cell: (row) => (
        <Link
          to="."
          search={(old: object) => ({ ...old, subscription: row.name }) as never}
          aria-label={words('details', { name: titleOf(row) })}
          translate="no"
        >
          {titleOf(row)}
        </Link>
      ),
      text: titleOf,
    },
    hidden !== 'product' && {
      id: 'scope',
      header: words('scope'),
      sortField: 'scope',
      cell: ({ properties: { scope } }) => {
        const read = toScope(scope)
        if (read.kind === 'allApis' || read.kind === 'everything') return scopeText(scope)
        const list = read.kind === 'product' ? 'products' : 'apis'
        return (
          <TextLink href={`${base}/${list}/${encodeURIComponent(read.name)}/summary`} isName>
            {scopeText(scope)}
          </TextLink>
        )
      },
      text: ({ properties }) => scopeText(properties.scope),
    },
    hidden !== 'user' && {
      id: 'user',
      header: words('user'),
      cell: (row) => {
        const owner = ownerOf(row)
        if (owner === undefined) return words('noOwner')
        return (
          <TextLink href={`${base}/users/${encodeURIComponent(owner)}`} isName>
            {userText(owner)}
          </TextLink>
        )
      },
      text: (row) => userText(ownerOf(row) ?? ''),
    },
    {
      id: 'state',
      header: words('state'),
      sortField: 'state',
      cell: ({ properties: { state } }) => <StateLabel kind={stateKinds[state]}>{words(state)}</StateLabel>,
      text: ({ properties }) => properties.state,
    },
    {
      id: 'primaryKey',
      header: words('primaryKey'),
      cell: (row) => <SubscriptionKey subscription={row} name="primary" />,
    },
    {
      id: 'secondaryKey',
      header: words('secondaryKey'),
      isOptional: true,
      cell: (row) => <SubscriptionKey subscription={row} name="secondary" />,
    },
    {
      id: 'created',
      header: words('created'),
      sortField: 'createdDate',
      cell: ({ properties }) => time(properties.createdDate),
      text: ({ properties }) => properties.createdDate,
    },
    {
      id: 'started',
      header: words('started'),
      sortField: 'startDate',
      isOptional: true,
      cell: ({ properties }) => time(properties.startDate),
      text: ({ properties }) => properties.startDate ?? '',
    },
    {
      id: 'ended',
      header: words('ended'),
      sortField: 'endDate',
      isOptional: true,
      cell: ({ properties }) => time(properties.endDate),
      text: ({ properties }) => properties.endDate ?? '',
    },
    {
      id: 'comment',
      header: words('comment'),
      isOptional: true,
      cell: ({ properties }) => properties.stateComment ?? '',
      text: ({ properties }) => properties.stateComment ?? '',
    },
    { id: 'actions', header: words('actions'), cell: actions },
  ]
  return columns.filter((column) => column !== false)
}
