import { Button } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons'
import { getRouteApi } from '@tanstack/react-router'
import { quote, type Resource } from '../../../shared/api-client/resource.ts'
import { useService } from '../../../shared/api-client/service.ts'
import { useAllResources } from '../../../shared/api-client/use-resource.ts'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { DataTable, type TableColumn } from '../../../shared/ui/table/DataTable.tsx'
import { type ApiView, apiHref, baseNameOf } from '../api-view.ts'
import { publicPath } from '../public-address.ts'
import { useApi } from '../use-api.ts'
import { AddVersionDialog } from './AddVersionDialog.tsx'
import { revisionsWords } from './revisions-words.ts'
import { schemeWords } from './scheme-words.ts'

const route = getRouteApi('/publisher/$service/apis/$api/revisions')

/** The other versions of an API. */
export function VersionsSection() {
  const words = useWords(revisionsWords)
  const service = useService()
  const { name, properties } = useApi()
  const { dialog } = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = useMay('publisher')
  const { apiVersionSet: set, apiVersionSetId } = properties
  const versions = useAllResources<ApiView>(apiVersionSetId ? `${service.id}/apis` : undefined, {
    $filter: `isCurrent eq true and apiVersionSetId eq ${quote(apiVersionSetId ?? '')}`,
    expandApiVersionSet: true,
  })
  const columns: readonly TableColumn<Resource<ApiView>>[] = [
    {
      id: 'version',
      header: words('version'),
      text: (api) => api.properties.apiVersion ?? '',
      cell: (api) => (
        <>
          <TextLink href={apiHref(service.name, api.name)} isName>
            {api.properties.apiVersion || words('original')}
          </TextLink>
          {api.name === baseNameOf(name) && ` (${words('thisOne')})`}
        </>
      ),
    },
    {
      id: 'name',
      header: words('name'),
      text: (api) => api.properties.displayName,
      cell: (api) => <span translate="no">{api.properties.displayName}</span>,
    },
    {
      id: 'address',
      header: words('address'),
      text: (api) => publicPath(api.properties),
      cell: (api) => <code translate="no">{publicPath(api.properties) || '/'}</code>,
    },
  ]
  const close = () => void navigate({ search: (before) => ({ ...before, dialog: undefined }) })
  return (
    <Section
      title={words('versions')}
      description={
        set === undefined
          ? words('leadVersions')
          : words('setIs', { name: set.name, scheme: words(schemeWords[set.versioningScheme]) })
      }
      actions={
        mayWrite && (
          <Button
            icon={<AddRegular />}
            onClick={() => void navigate({ search: (before) => ({ ...before, dialog: 'add-version' }) })}
          >
            {words('addVersion')}
          </Button>
        )
      }
    >
      {apiVersionSetId ? (
        versions.data !== undefined && (
          <DataTable
            label={words('versionsOf', { name: properties.displayName })}
            rows={versions.data}
            columns={columns}
            rowId={(api) => api.name}
            rowName={(api) => api.properties.apiVersion || words('original')}
            empty={null}
          />
        )
      ) : (
        <p>{words('versionsEmpty')}</p>
      )}
      {mayWrite && dialog === 'add-version' && <AddVersionDialog versions={versions.data ?? []} onClose={close} />}
    </Section>
  )
}
