import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components'
import { AddRegular, BoxRegular, DismissRegular } from '@fluentui/react-icons'
import type { ProductProperties } from '@sluice/contracts'
import { useMemo, useRef } from 'react'
import { useService } from '../../../shared/api-client/service.ts'
import { useAllResources, useArmChange } from '../../../shared/api-client/use-resource.ts'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ReadOnlyNotice } from '../../../shared/ui/access/ReadOnlyNotice.tsx'
import { EmptyState } from '../../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { DataTable, type TableColumn } from '../../../shared/ui/table/DataTable.tsx'
import { StateLabel } from '../../../shared/ui/values/StateLabel.tsx'
import { apiPath, baseNameOf } from '../api-view.ts'
import { useApi } from '../use-api.ts'
import { type Product, useProducts } from '../use-products.ts'
import { productsWords } from './products-words.ts'

/** The products that have an API: it is put into them and taken out here. */
export function ApiProductsPage() {
  const words = useWords(productsWords)
  const service = useService()
  const messages = useMessages()
  const mayWrite = useMay('publisher')
  const api = useApi()
  const name = baseNameOf(api.name)
  const listPath = `${apiPath(service.id, name)}/products`
  const own = useAllResources<ProductProperties>(listPath)
  const { data: all = [] } = useProducts()
  const { mutateAsync } = useArmChange()
  const addButton = useRef<HTMLButtonElement>(null)

  const change = async ({ name: product }: Product, method: 'PUT' | 'DELETE'): Promise<boolean> => {
    try {
      await mutateAsync({
        path: `${service.id}/products/${product}/apis/${name}`,
        method,
        touches: [listPath],
        ...(method === 'DELETE' ? { ifMatch: '*' } : {}),
      })
      return true
    } catch (error) {
      messages.failed(words('failed'), error)
      return false
    }
  }
  const add = async (product: Product) => {
    if (await change(product, 'PUT')) messages.done(words('added', { product: product.properties.displayName }))
  }
  const remove = async (product: Product) => {
    if (!(await change(product, 'DELETE'))) return
    // The button that had the focus went with its row.
    addButton.current?.focus()
    messages.undoable(words('removed', { product: product.properties.displayName }), () => void add(product))
  }

  const columns: readonly TableColumn<Product>[] = [
    {
      id: 'name',
      header: words('product'),
      text: ({ properties }) => properties.displayName,
      cell: (product) => (
        <TextLink href={`/publisher/${service.name}/products/${product.name}/summary`} isName>
          {product.properties.displayName}
        </TextLink>
      ),
    },
    {
      id: 'state',
      header: words('state'),
      text: ({ properties }) => words(properties.state),
      cell: ({ properties: { state } }) => (
        <StateLabel kind={state === 'published' ? 'done' : 'off'}>{words(state)}</StateLabel>
      ),
    },
    {
      id: 'access',
      header: words('access'),
      text: ({ properties }) => words(properties.subscriptionRequired ? 'protected' : 'open'),
      cell: ({ properties }) => words(properties.subscriptionRequired ? 'protected' : 'open'),
    },
    {
      id: 'approval',
      header: words('approval'),
      text: ({ properties }) => words(properties.approvalRequired ? 'approvalNeeded' : 'approvalNot'),
      cell: ({ properties }) => words(properties.approvalRequired ? 'approvalNeeded' : 'approvalNot'),
    },
    ...(mayWrite
      ? [
          {
            id: 'actions',
            header: words('actions'),
            isNumeric: true,
            cell: (product: Product) => (
              <Tooltip content={words('remove', { product: product.properties.displayName })} relationship="label">
                <Button appearance="subtle" icon={<DismissRegular />} onClick={() => void remove(product)} />
              </Tooltip>
            ),
          },
        ]
      : []),
  ]
  const others = useMemo(() => all.filter(({ name: id }) => !own.data?.some((one) => one.name === id)), [all, own.data])
  const addMenu = (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button ref={addButton} icon={<AddRegular />}>
          {words('add')}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {others.map((product) => (
            <MenuItem key={product.name} onClick={() => void add(product)}>
              <span translate="no">{product.properties.displayName}</span>
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
  const actions = !mayWrite || own.data === undefined ? undefined : others.length > 0 ? addMenu : words('allIn')
  return (
    <Section title={words('title')} description={words('lead')} actions={actions}>
      <ReadOnlyNotice needed="publisher" />
      {own.data !== undefined ? (
        <DataTable
          label={words('titleOf', { name: api.properties.displayName })}
          rows={own.data}
          columns={columns}
          rowId={({ name: id }) => id}
          rowName={({ properties }) => properties.displayName}
          empty={
            <EmptyState icon={<BoxRegular fontSize={32} />} title={words('emptyTitle')}>
              {words('emptyText')}
            </EmptyState>
          }
        />
      ) : own.error !== null ? (
        <ErrorState error={own.error} onRetry={() => void own.refetch()} />
      ) : (
        <Loading />
      )}
    </Section>
  )
}
