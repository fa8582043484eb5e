import type { ProductProperties } from '@sluice/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { quote, type ResourceList } from '../../shared/api-client/resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { pageSize, toListQuery } from '../../shared/routing/list-search.ts'
import { EmptyState, NothingFound } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { Pager } from '../../shared/ui/table/Pager.tsx'
import { SearchField } from '../../shared/ui/table/SearchField.tsx'
import cards from '../catalogue/cards.module.css'
import { ProductCard } from '../catalogue/ProductCard.tsx'
import { developerQuery } from '../developer-api.ts'
import { developerWords } from '../developer-words.ts'
import { usePortal } from '../use-portal.ts'
import styles from './ProductPage.module.css'
import { productsWords } from './products-words.ts'

const route = getRouteApi('/developer/$service/products')

const toFilter = (search: string): string | undefined =>
  search === '' ? undefined : `contains(displayName,${quote(search)}) or contains(description,${quote(search)})`

/** What can be subscribed to. */
export function ProductsPage() {
  const words = useWords(productsWords)
  const shared = useWords(developerWords)
  const { service, base, area } = usePortal()
  const search = route.useSearch()
  const { q = '', page = 1 } = search
  const navigate = route.useNavigate()
  const list = useQuery({
    ...developerQuery<ResourceList<ProductProperties>>(service, '/products', {
      ...toListQuery(search, 'displayName'),
      $filter: toFilter(q.trim()),
    }),
    placeholderData: keepPreviousData,
  })
  const find = useCallback(
    (text: string) => void navigate({ search: text === '' ? {} : { q: text }, replace: true }),
    [navigate],
  )
  const { value: rows = [], count = 0 } = list.data ?? {}
  return (
    <Page
      title={shared('products')}
      area={area}
      breadcrumbs={[{ label: shared('home'), href: base }]}
      description={words('intro')}
    >
      <div className={styles.search}>
        <SearchField things={words('things')} value={q} onSearch={find} />
      </div>
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.isSuccess && rows.length === 0 && q !== '' && (
        <NothingFound things={words('things')} search={q} onClear={() => find('')} />
      )}
      {list.isSuccess && rows.length === 0 && q === '' && (
        <EmptyState title={words('empty')}>{words('emptyText')}</EmptyState>
      )}
      <ul className={cards.cards}>
        {rows.map(({ name, properties }) => (
          <ProductCard key={name} id={name} level={2} properties={properties} />
        ))}
      </ul>
      {count > pageSize && (
        <Pager
          page={page}
          size={pageSize}
          total={count}
          onPage={(next) => void navigate({ search: (former) => ({ ...former, page: next }) })}
        />
      )}
    </Page>
  )
}
