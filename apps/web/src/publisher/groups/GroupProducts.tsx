import { BoxRegular } from '@fluentui/react-icons'
import type { GroupProperties, ProductProperties } from '@sluice/contracts'
import type { Resource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { EmptyState } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { DataTable } from '../../shared/ui/table/DataTable.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { groupWords } from './group-words.ts'

/** Products that the members of a group see. */
export function GroupProducts({ group }: { readonly group: Resource<GroupProperties> }) {
  const words = useWords(groupWords)
  const { id, name: service } = useService()
  const { data, error, refetch, isFetching } = useAllResources<
    ProductProperties & { readonly groups?: readonly GroupProperties[] }
  >(`${id}/products`, { expandGroups: true, $orderby: 'displayName' })
  const products = data?.filter(({ properties }) =>
    properties.groups?.some(
      ({ displayName, type }) => displayName === group.properties.displayName && type === group.properties.type,
    ),
  )
  return (
    <Section title={words('products')} description={words('productsDescription')}>
      {error !== null && data === undefined && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Loading lines={3} />}
      {products !== undefined && (
        <DataTable
          label={words('products')}
          rows={products}
          rowId={({ name }) => name}
          rowName={({ properties }) => properties.displayName}
          isFetching={isFetching}
          empty={
            <EmptyState
              icon={<BoxRegular fontSize={32} />}
              title={words('noProductsTitle')}
              action={
                <LinkButton to="/publisher/$service/products" params={{ service }}>
                  {words('openProducts')}
                </LinkButton>
              }
            >
              {words('noProductsText')}
            </EmptyState>
          }
          columns={[
            {
              id: 'name',
              header: words('displayName'),
              cell: ({ name, properties }) => (
                <TextLink href={`/publisher/${service}/products/${encodeURIComponent(name)}/visibility`} isName>
                  {properties.displayName}
                </TextLink>
              ),
              text: ({ properties }) => properties.displayName,
            },
            {
              id: 'state',
              header: words('productState'),
              cell: ({ properties: { state } }) => (
                <StateLabel kind={state === 'published' ? 'done' : 'off'}>{words(state)}</StateLabel>
              ),
              text: ({ properties }) => properties.state,
            },
          ]}
        />
      )}
    </Section>
  )
}
