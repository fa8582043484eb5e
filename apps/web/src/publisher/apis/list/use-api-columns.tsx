import { useMemo } from 'react'
import type { Resource } from '../../../shared/api-client/resource.ts'
import { useService } from '../../../shared/api-client/service.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import type { TableColumn } from '../../../shared/ui/table/DataTable.tsx'
import { CodeText } from '../../../shared/ui/values/CodeText.tsx'
import { StateLabel } from '../../../shared/ui/values/StateLabel.tsx'
import { type ApiView, apiHref } from '../api-view.ts'
import { publicAddresses, publicPath } from '../public-address.ts'
import type { Product } from '../use-products.ts'
import { ApiRowMenu } from './ApiRowMenu.tsx'
import styles from './list.module.css'
import { listWords } from './list-words.ts'
import { OperationCount } from './OperationCount.tsx'

type Row = Resource<ApiView>

/** The columns of the list of APIs. */
export function useApiColumns({
  productsByApi,
  onDelete,
}: {
  readonly productsByApi: ReadonlyMap<string, readonly Product[]> | undefined
  readonly onDelete: (api: Row) => void
}): readonly TableColumn<Row>[] {
  const words = useWords(listWords)
  const service = useService()
  return useMemo(() => {
    const { gatewayUrls } = service.properties
    const addressOf = ({ properties }: Row) =>
      publicAddresses(gatewayUrls, properties).at(-1)?.address ?? (publicPath(properties) || '/')
    const productsOf = ({ name }: Row) => productsByApi?.get(name) ?? []
    return [
      {
        id: 'name',
        header: words('name'),
        sortField: 'displayName',
        text: ({ properties }) => properties.displayName,
        cell: ({ name, properties }) => (
          <span className={styles.name}>
            <TextLink href={apiHref(service.name, name)} isName>
              {properties.displayName}
            </TextLink>
            {properties.apiVersion && (
              <span className={styles.version} translate="no">
                {properties.apiVersion}
              </span>
            )}
            {properties.type === 'mcp' && (
              <span className={styles.version} translate="no">
                MCP
              </span>
            )}
            {!properties.isOnline && <StateLabel kind="off">{words('offline')}</StateLabel>}
          </span>
        ),
      },
      {
        id: 'address',
        header: words('address'),
        sortField: 'path',
        text: addressOf,
        cell: (row) => <CodeText value={addressOf(row)} name={`${words('address')} ${row.properties.displayName}`} />,
      },
      {
        id: 'operations',
        header: words('operations'),
        isNumeric: true,
        cell: (row) => <OperationCount api={row} />,
      },
      {
        id: 'products',
        header: words('products'),
        text: (row) =>
          productsOf(row)
            .map(({ properties }) => properties.displayName)
            .join(', '),
        cell: (row) => (
          <span className={styles.products}>
            {productsOf(row).map(({ name, properties }) => (
              <TextLink key={name} href={`/publisher/${service.name}/products/${name}/summary`} isName>
                {properties.displayName}
              </TextLink>
            ))}
          </span>
        ),
      },
      {
        id: 'id',
        header: words('identifier'),
        sortField: 'name',
        isOptional: true,
        text: ({ name }) => name,
        cell: ({ name }) => <code translate="no">{name}</code>,
      },
      {
        id: 'type',
        header: words('type'),
        isOptional: true,
        text: ({ properties }) => properties.type,
        cell: ({ properties }) => <span translate="no">{properties.type}</span>,
      },
      {
        id: 'protocols',
        header: words('protocols'),
        isOptional: true,
        text: ({ properties }) => properties.protocols.join(', '),
        cell: ({ properties }) => <span translate="no">{properties.protocols.join(', ').toUpperCase()}</span>,
      },
      {
        id: 'revision',
        header: words('revision'),
        isOptional: true,
        text: ({ properties }) => properties.apiRevision,
        cell: ({ properties }) => <span translate="no">{properties.apiRevision}</span>,
      },
      {
        id: 'backend',
        header: words('backend'),
        sortField: 'serviceUrl',
        isOptional: true,
        text: ({ properties }) => properties.serviceUrl ?? '',
        cell: ({ properties }) => <code translate="no">{properties.serviceUrl}</code>,
      },
      {
        id: 'actions',
        header: words('rowActions'),
        isNumeric: true,
        cell: (row) => <ApiRowMenu api={row} onDelete={() => onDelete(row)} />,
      },
    ]
  }, [words, service, productsByApi, onDelete])
}
