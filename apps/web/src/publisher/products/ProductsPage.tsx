import { Button, Select } from '@fluentui/react-components'
import { AddRegular, BoxRegular } from '@fluentui/react-icons'
import type { GroupProperties, ProductProperties } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { Resource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useResourceList } from '../../shared/api-client/use-resource.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { useWords } from '../../shared/languages/words.ts'
import { pageSize, toListQuery } from '../../shared/routing/list-search.ts'
import { ReadOnlyPage } from '../../shared/ui/access/ReadOnlyPage.tsx'
import { EmptyState, NothingFound } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../shared/ui/table/SearchField.tsx'
import { publisherWords } from '../publisher-words.ts'
import { ProductState } from './ProductState.tsx'
import { PublishDialog } from './PublishDialog.tsx'
import { type ProductSearch, productStates, toProductFilter } from './product-search.ts'
import { productWords } from './product-words.ts'
import { useProductActs } from './use-product-acts.ts'

const route = getRouteApi('/publisher/$service/products')

type ListedProduct = Resource<ProductProperties & { readonly groups?: readonly GroupProperties[] }>

/** All products of the instance. */
export function ProductsPage() {
  const words = useWords(productWords)
  const area = useWords(publisherWords)
  const service = useService()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = useMay('publisher')
  const { unpublish } = useProductActs()
  const [publishing, setPublishing] = useState<{ readonly products: readonly ListedProduct[]; clear(): void }>()
  const { data, error, refetch, isFetching } = useResourceList<ListedProduct['properties']>(`${service.id}/products`, {
    ...toListQuery(search, 'displayName'),
    $filter: toProductFilter(search),
    expandGroups: true,
  })
  const find = (change: Partial<ProductSearch>) =>
    void navigate({ search: (old) => ({ ...old, page: undefined, ...change }), replace: 'q' in change })
  const columns = useProductColumns(service.name)
  const add = mayChange && (
    <LinkButton
      to="/publisher/$service/products/new"
      params={{ service: service.name }}
      appearance="primary"
      icon={<AddRegular />}
    >
      {words('create')}
    </LinkButton>
  )
  const isFiltered = Boolean(search.q) || search.state !== undefined
  const isEmpty = data?.value.length === 0 && !isFiltered
  return (
    <Page
      title={words('title')}
      description={words('description')}
      area={`${area('area')} · ${service.name}`}
      actions={add}
    >
      <ReadOnlyPage needed="publisher" />
      {error !== null && data === undefined && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Loading />}
      {isEmpty && (
        <EmptyState icon={<BoxRegular fontSize={32} />} title={words('emptyTitle')} action={add}>
          {words('emptyText')}
        </EmptyState>
      )}
      {data !== undefined && !isEmpty && (
        <DataTable
          label={words('title')}
          rows={data.value}
          columns={columns}
          rowId={({ name }) => name}
          rowName={({ properties }) => properties.displayName}
          sort={search.sort ?? 'displayName'}
          onSort={(sort) => find({ sort })}
          paging={{
            page: search.page ?? 1,
            size: pageSize,
            total: data.count ?? 0,
            onPage: (page) => find({ page }),
          }}
          isFetching={isFetching}
          filters={
            <>
              <SearchField
                things={words('things')}
                value={search.q ?? ''}
                onSearch={(q) => find({ q: q || undefined })}
              />
              <Select
                aria-label={words('state')}
                value={search.state ?? ''}
                onChange={(_, { value }) => find({ state: productStates.find((one) => one === value) })}
              >
                <option value="">{words('stateAny')}</option>
                {productStates.map((state) => (
                  <option key={state} value={state}>
                    {words(state)}
                  </option>
                ))}
              </Select>
            </>
          }
          empty={
            <NothingFound
              things={words('things')}
              search={search.q ?? (search.state === undefined ? '' : words(search.state))}
              onClear={() => find({ q: undefined, state: undefined })}
            />
          }
          {...(mayChange
            ? {
                bulkActions: (products: readonly ListedProduct[], clear: () => void) => (
                  <>
                    <Button onClick={() => setPublishing({ products, clear })}>{words('publish')}</Button>
                    <Button onClick={() => void unpublish(products).then(clear)}>{words('unpublish')}</Button>
                  </>
                ),
              }
            : {})}
        />
      )}
      {publishing !== undefined && (
        <PublishDialog
          products={publishing.products}
          onClose={(isDone) => {
            if (isDone) publishing.clear()
            setPublishing(undefined)
          }}
        />
      )}
    </Page>
  )
}

function useProductColumns(service: string): readonly TableColumn<ListedProduct>[] {
  const words = useWords(productWords)
  const yesNo = (isYes: boolean | null | undefined) => words(isYes === true ? 'approvalYes' : 'approvalNo')
  const groupsOf = ({ properties }: ListedProduct) =>
    (properties.groups ?? []).map(({ displayName }) => displayName).join(', ')
  return [
    {
      id: 'name',
      header: words('displayName'),
      sortField: 'displayName',
      cell: ({ name, properties }) => (
        <TextLink href={`/publisher/${service}/products/${encodeURIComponent(name)}/summary`} isName>
          {properties.displayName}
        </TextLink>
      ),
      text: ({ properties }) => properties.displayName,
    },
    {
      id: 'id',
      header: words('id'),
      sortField: 'name',
      isOptional: true,
      cell: ({ name }) => <code translate="no">{name}</code>,
      text: ({ name }) => name,
    },
    {
      id: 'state',
      header: words('state'),
      sortField: 'state',
      cell: ({ properties }) => <ProductState state={properties.state} />,
      text: ({ properties }) => properties.state,
    },
    {
      id: 'access',
      header: words('access'),
      cell: ({ properties }) => words(properties.subscriptionRequired ? 'isProtected' : 'isOpen'),
      text: ({ properties }) => words(properties.subscriptionRequired ? 'isProtected' : 'isOpen'),
    },
    {
      id: 'approval',
      header: words('approval'),
      cell: ({ properties }) => yesNo(properties.approvalRequired),
      text: ({ properties }) => yesNo(properties.approvalRequired),
    },
    {
      id: 'limit',
      header: words('limit'),
      isNumeric: true,
      cell: ({ properties }) => properties.subscriptionsLimit ?? words('limitNone'),
      text: ({ properties }) => properties.subscriptionsLimit ?? '',
    },
    {
      id: 'terms',
      header: words('terms'),
      isOptional: true,
      cell: ({ properties }) => words(properties.terms ? 'termsYes' : 'termsNo'),
      text: ({ properties }) => properties.terms ?? '',
    },
    {
      id: 'groups',
      header: words('visibleTo'),
      cell: (row) => <span translate="no">{groupsOf(row)}</span>,
      text: groupsOf,
    },
  ]
}
