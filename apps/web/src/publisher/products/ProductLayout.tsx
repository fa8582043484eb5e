import { Button } from '@fluentui/react-components'
import type { ProductProperties } from '@sluice/contracts'
import { getRouteApi, Outlet, useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { isNotFound } from '../../shared/api-client/api-error.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useResource } from '../../shared/api-client/use-resource.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ReadOnlyPage } from '../../shared/ui/access/ReadOnlyPage.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { RouteTabs } from '../../shared/ui/navigation/RouteTabs.tsx'
import { NotFoundPage } from '../../shared/ui/page/NotFoundPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { publisherWords } from '../publisher-words.ts'
import { DeleteProductDialog } from './DeleteProductDialog.tsx'
import { ProductState } from './ProductState.tsx'
import { PublishDialog } from './PublishDialog.tsx'
import { ProductContext } from './product-context.ts'
import { productWords } from './product-words.ts'
import { useProductActs } from './use-product-acts.ts'

const route = getRouteApi('/publisher/$service/products/$product')
const tabIds = ['summary', 'settings', 'visibility', 'subscribers', 'policies'] as const

/** What all pages of one product have: its name, state, tabs, publishing and deleting. */
export function ProductLayout() {
  const words = useWords(productWords)
  const area = useWords(publisherWords)
  const service = useService()
  const { product: name } = route.useParams()
  const navigate = route.useNavigate()
  const { pathname } = useLocation()
  const mayChange = useMay('publisher')
  const { unpublish, isPending } = useProductActs()
  const [question, setQuestion] = useState<'publish' | 'delete'>()
  const { data, error, refetch } = useResource<ProductProperties>(`${service.id}/products/${encodeURIComponent(name)}`)
  if (data === undefined && isNotFound(error)) return <NotFoundPage />
  const list = `/publisher/${service.name}/products`
  const base = `${list}/${encodeURIComponent(name)}`
  const tab = tabIds.find((id) => pathname.endsWith(`/${id}`)) ?? 'summary'
  return (
    <Page
      title={data?.properties.displayName ?? name}
      isTitleTranslated={false}
      area={`${words(tab)} · ${area('area')} · ${service.name}`}
      breadcrumbs={[{ label: words('title'), href: list }]}
      badge={data && <ProductState state={data.properties.state} />}
      actions={
        data !== undefined &&
        mayChange && (
          <>
            {data.properties.state === 'published' ? (
              <Button disabledFocusable={isPending} onClick={() => void unpublish([data])}>
                {words('unpublish')}
              </Button>
            ) : (
              <Button appearance="primary" onClick={() => setQuestion('publish')}>
                {words('publish')}
              </Button>
            )}
            <Button onClick={() => setQuestion('delete')}>{words('delete')}</Button>
          </>
        )
      }
    >
      <ReadOnlyPage needed="publisher" />
      <div>
        <RouteTabs
          label={words('tabs')}
          selected={tab}
          tabs={tabIds.map((id) => ({ id, label: words(id), href: `${base}/${id}` }))}
        />
      </div>
      {data === undefined &&
        (error === null ? <Loading /> : <ErrorState error={error} onRetry={() => void refetch()} />)}
      {data !== undefined && (
        <ProductContext value={data}>
          <Outlet />
        </ProductContext>
      )}
      {data !== undefined && question === 'publish' && (
        <PublishDialog products={[data]} onClose={() => setQuestion(undefined)} />
      )}
      {data !== undefined && question === 'delete' && (
        <DeleteProductDialog
          product={data}
          onClose={(isDone) => {
            setQuestion(undefined)
            if (isDone) void navigate({ href: list, ignoreBlocker: true })
          }}
        />
      )}
    </Page>
  )
}
