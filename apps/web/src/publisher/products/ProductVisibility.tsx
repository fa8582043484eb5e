import { Button, Tooltip } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import type { GroupProperties } from '@sluice/contracts'
import type { Resource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources } from '../../shared/api-client/use-resource.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { DataTable } from '../../shared/ui/table/DataTable.tsx'
import { useAct } from '../changes/use-act.ts'
import { ResourceCombobox } from '../pickers/ResourceCombobox.tsx'
import { useProduct } from './product-context.ts'
import { productWords } from './product-words.ts'
import styles from './products.module.css'

type Group = Resource<GroupProperties>

const administrators = 'administrators'

/** Which groups see a product in the developer portal. */
export function ProductVisibility() {
  const words = useWords(productWords)
  const { id: serviceId, name: service } = useService()
  const product = useProduct()
  const mayChange = useMay('publisher')
  const act = useAct()
  const { data, error, refetch, isFetching } = useAllResources<GroupProperties>(`${product.id}/groups`)
  const toAct = ({ name, properties }: Group, isIn: boolean) => {
    const names = { group: properties.displayName, product: product.properties.displayName }
    return {
      path: `${product.id}/groups/${encodeURIComponent(name)}`,
      method: isIn ? 'PUT' : 'DELETE',
      touches: [`${serviceId}/products`],
      done: words(isIn ? 'groupAdded' : 'groupRemoved', names),
      failed: words('groupFailed', names),
    } as const
  }
  return (
    <Section title={words('groups')} description={words('visibilityDescription')}>
      {error !== null && data === undefined && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Loading lines={3} />}
      {data !== undefined && (
        <DataTable
          label={words('groups')}
          rows={data}
          rowId={({ name }) => name}
          rowName={({ properties }) => properties.displayName}
          isFetching={isFetching}
          filters={
            mayChange && (
              <div className={styles.add}>
                <ResourceCombobox<GroupProperties>
                  label={words('addGroup')}
                  path={`${serviceId}/groups`}
                  fields={['displayName', 'name']}
                  toText={({ properties }) => properties.displayName}
                  exclude={new Set(data?.map(({ name }) => name.toLowerCase()))}
                  onPick={(group) => group !== undefined && void act(toAct(group, true))}
                />
              </div>
            )
          }
          empty={null}
          columns={[
            {
              id: 'name',
              header: words('displayName'),
              cell: ({ name, properties }) => (
                <TextLink href={`/publisher/${service}/groups/${encodeURIComponent(name)}`} isName>
                  {properties.displayName}
                </TextLink>
              ),
              text: ({ properties }) => properties.displayName,
            },
            {
              id: 'description',
              header: words('descriptionField'),
              cell: ({ properties }) => properties.description ?? '',
              text: ({ properties }) => properties.description ?? '',
            },
            {
              id: 'remove',
              header: words('actions'),
              cell: (group) => {
                if (group.name === administrators) return words('groupsAdministrators')
                return (
                  mayChange && (
                    <Tooltip content={words('remove', { name: group.properties.displayName })} relationship="label">
                      <Button
                        appearance="subtle"
                        size="small"
                        icon={<DismissRegular />}
                        onClick={() => void act({ ...toAct(group, false), undo: toAct(group, true) })}
                      />
                    </Tooltip>
                  )
                )
              },
            },
          ]}
        />
      )}
    </Section>
  )
}
