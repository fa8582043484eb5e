import { Button } from '@fluentui/react-components'
import type { SubscriptionProperties } from '@sluice/contracts'
import { type ReactNode, useState } from 'react'
import { useService } from '../../shared/api-client/service.ts'
import { useResourceList } from '../../shared/api-client/use-resource.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { useWords } from '../../shared/languages/words.ts'
import { pageSize, toListQuery } from '../../shared/routing/list-search.ts'
import { NothingFound } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { DataTable } from '../../shared/ui/table/DataTable.tsx'
import { type Question, SubscriptionDialogs } from './SubscriptionDialogs.tsx'
import { SubscriptionDrawer } from './SubscriptionDrawer.tsx'
import { SubscriptionFilters } from './SubscriptionFilters.tsx'
import { SubscriptionMenu } from './SubscriptionMenu.tsx'
import { changesOf, type Subscription, titleOf } from './subscription.ts'
import { isFiltered, type SubscriptionSearch, toSubscriptionFilter } from './subscription-search.ts'
import { subscriptionWords } from './subscription-words.ts'
import styles from './subscriptions.module.css'
import { useSubscriptionActs } from './use-subscription-acts.ts'
import { useSubscriptionColumns } from './use-subscription-columns.tsx'

export interface SubscriptionListProps {
  readonly search: SubscriptionSearch
  readonly onSearch: (change: Partial<SubscriptionSearch>) => void
  /** The one product or user whose subscriptions these are. */
  readonly of?: { readonly product: string } | { readonly user: string }
  /** What stands there when there is none at all. */
  readonly empty: ReactNode
}

/** Subscriptions, with those that wait for approval on top, and all that can be done with them. */
export function SubscriptionList({ search, onSearch, of, empty }: SubscriptionListProps) {
  const words = useWords(subscriptionWords)
  const { id } = useService()
  const acts = useSubscriptionActs()
  const mayChange = useMay('publisher')
  const [question, setQuestion] = useState<Question>()
  const path = `${id}/subscriptions`
  const asked = { ...search, ...of }
  const waiting = useResourceList<SubscriptionProperties>(search.state === undefined ? path : undefined, {
    $top: pageSize,
    $filter: toSubscriptionFilter({ ...asked, state: 'submitted' }),
    $orderby: 'createdDate asc',
  })
  const waitingCount = search.state === undefined ? (waiting.data?.count ?? 0) : 0
  const list = useResourceList<SubscriptionProperties>(path, {
    ...toListQuery(search, '-createdDate'),
    $filter: withoutWaiting(toSubscriptionFilter(asked), waitingCount > 0),
  })
  const hidden = of === undefined ? undefined : 'product' in of ? 'product' : 'user'
  const shown = [...(waiting.data?.value ?? []), ...(list.data?.value ?? [])]
  const columns = useSubscriptionColumns({
    subscriptions: shown,
    hidden,
    actions: (subscription) => mayChange && <RowActions subscription={subscription} onAsk={setQuestion} />,
  })
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (list.data === undefined) return <Loading />
  const table = {
    columns,
    rowId: ({ name }: Subscription) => name,
    rowName: titleOf,
  }
  const isNothing = list.data.value.length === 0 && waitingCount === 0
  const open = search.subscription
  return (
    <>
      {waitingCount > 0 && (
        <Section title={words('submitted')} description={words('waitingText')}>
          <DataTable
            {...table}
            columns={columns.filter(({ id: column }) => column !== 'state')}
            label={words('submitted')}
            rows={waiting.data?.value ?? []}
            isFetching={waiting.isFetching}
            empty={null}
            {...(mayChange
              ? {
                  bulkActions: (rows: readonly Subscription[], clear: () => void) => (
                    <>
                      <Button appearance="primary" onClick={() => void acts.changeState(rows, 'approve').then(clear)}>
                        {words('approveSelected')}
                      </Button>
                      <Button onClick={() => setQuestion({ kind: 'reject', subscriptions: rows })}>
                        {words('rejectSelected')}
                      </Button>
                    </>
                  ),
                }
              : {})}
          />
        </Section>
      )}
      {isNothing && !isFiltered(search) ? (
        empty
      ) : (
        <Others isTitled={waitingCount > 0} title={words('others')}>
          <DataTable
            {...table}
            label={words('title')}
            rows={list.data.value}
            sort={search.sort ?? '-createdDate'}
            onSort={(sort) => onSearch({ sort, page: undefined })}
            paging={{
              page: search.page ?? 1,
              size: pageSize,
              total: list.data.count ?? 0,
              onPage: (page) => onSearch({ page }),
            }}
            filters={<SubscriptionFilters search={search} onSearch={onSearch} hidden={hidden} />}
            isFetching={list.isFetching}
            empty={
              isFiltered(search) ? (
                <NothingFound
                  things={words('things')}
                  search={search.q ?? (search.state === undefined ? '…' : words(search.state))}
                  onClear={() =>
                    onSearch({ q: undefined, state: undefined, product: undefined, user: undefined, page: undefined })
                  }
                />
              ) : (
                <p className={styles.count}>{words('noOthers')}</p>
              )
            }
          />
        </Others>
      )}
      <SubscriptionDialogs question={question} onClose={() => setQuestion(undefined)} />
      {open !== undefined && (
        <SubscriptionDrawer name={open} onAsk={setQuestion} onClose={() => onSearch({ subscription: undefined })} />
      )}
    </>
  )
}

const withoutWaiting = (filter: string | undefined, isShownAbove: boolean): string | undefined =>
  isShownAbove ? [filter, "state ne 'submitted'"].filter((term) => term !== undefined).join(' and ') : filter

/** The rest of the list, under a heading where those that wait stand above it. */
const Others = ({
  isTitled,
  title,
  children,
}: {
  readonly isTitled: boolean
  readonly title: string
  readonly children: ReactNode
}) => (isTitled ? <Section title={title}>{children}</Section> : children)

function RowActions({
  subscription,
  onAsk,
}: {
  readonly subscription: Subscription
  readonly onAsk: (question: Question) => void
}) {
  const words = useWords(subscriptionWords)
  const { changeState, isPending } = useSubscriptionActs()
  return (
    <span className={styles.actions}>
      {changesOf(subscription).includes('approve') && (
        <>
          <Button
            size="small"
            appearance="primary"
            disabledFocusable={isPending}
            aria-label={words('approveName', { name: titleOf(subscription) })}
            onClick={() => void changeState([subscription], 'approve')}
          >
            {words('approve')}
          </Button>
          <Button
            size="small"
            aria-label={words('rejectName', { name: titleOf(subscription) })}
            onClick={() => onAsk({ kind: 'reject', subscriptions: [subscription] })}
          >
            {words('reject')}
          </Button>
        </>
      )}
      <SubscriptionMenu subscription={subscription} onAsk={onAsk} />
    </span>
  )
}
