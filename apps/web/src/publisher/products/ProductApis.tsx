import { Button, Tooltip } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import type { ApiProperties } from '@sluice/contracts'
import type { Resource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources } from '../../shared/api-client/use-resource.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { useWords } from '../../shared/languages/words.ts'
import { EmptyState } from '../../shared/ui/feedback/EmptyState.tsx'
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

type Api = Resource<ApiProperties>

/** The APIs of a product: which there are, one more, one less. */
export function ProductApis() {
  const words = useWords(productWords)
  const { id: serviceId, name: service } = useService()
  const product = useProduct()
  const mayChange = useMay('publisher')
  const act = useAct()
  const { data, error, refetch, isFetching } = useAllResources<ApiProperties>(`${product.id}/apis`)
  const toAct = (api: Api, isIn: boolean) => {
    const names = { api: api.properties.displayName, product: product.properties.displayName }
    return {
      path: `${product.id}/apis/${encodeURIComponent(api.name)}`,
      method: isIn ? 'PUT' : 'DELETE',
      touches: [`${serviceId}/apis/${api.name}/products`],
      done: words(isIn ? 'apiAdded' : 'apiRemoved', names),
      failed: words(isIn ? 'apiNotAdded' : 'apiNotRemoved', names),
    } as const
  }
  const add = mayChange && (
    <div className={styles.add}>
      <ResourceCombobox<ApiProperties>
        label={words('addApi')}
        path={`${serviceId}/apis`}
        filter="isCurrent eq true"
        fields={['displayName', 'name', 'path']}
        toText={({ properties }) => properties.displayName}
        toDetail={({ properties }) => `/${properties.path}`}
        exclude={new Set(data?.map(({ name }) => name.toLowerCase()))}
        onPick={(api) => api !== undefined && void act(toAct(api, true))}
      />
    </div>
  )
  return (
    <Section title={words('apis')} description={words('apisDescription')}>
      {error !== null && data === undefined && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Loading lines={3} />}
      {data !== undefined && (
        <DataTable
          label={words('apis')}
          rows={data}
          rowId={({ name }) => name}
          rowName={({ properties }) => properties.displayName}
          isFetching={isFetching}
          filters={add}
          empty={<EmptyState title={words('apisEmptyTitle')}>{words('apisEmptyText')}</EmptyState>}
          columns={[
            {
              id: 'name',
              header: words('displayName'),
              cell: ({ name, properties }) => (
                <TextLink href={`/publisher/${service}/apis/${encodeURIComponent(name)}/summary`} isName>
                  {properties.displayName}
                </TextLink>
              ),
              text: ({ properties }) => properties.displayName,
            },
            {
              id: 'path',
              header: words('path'),
              cell: ({ properties }) => <code translate="no">/{properties.path}</code>,
              text: ({ properties }) => `/${properties.path}`,
            },
            {
              id: 'remove',
              header: words('actions'),
              cell: (api) =>
                mayChange && (
                  <Tooltip content={words('remove', { name: api.properties.displayName })} relationship="label">
                    <Button
                      appearance="subtle"
                      size="small"
                      icon={<DismissRegular />}
                      onClick={() => void act({ ...toAct(api, false), undo: toAct(api, true) })}
                    />
                  </Tooltip>
                ),
            },
          ]}
        />
      )}
    </Section>
  )
}
