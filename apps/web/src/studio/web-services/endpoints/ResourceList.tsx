import { Button } from '@fluentui/react-components'
import { ArrowSwapRegular } from '@fluentui/react-icons'
import type { EndpointAnswer } from '@sluice/contracts'
import { allows, useSession } from '../../../shared/auth/session.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { DataTable } from '../../../shared/ui/table/DataTable.tsx'
import { endpointWords } from './endpoint-words.ts'
import { ReplaceResourceDialog } from './ReplaceResourceDialog.tsx'

/** What an endpoint works with; another model can take the place of one where it is not the default endpoint. */
export function ResourceList({
  webServiceId,
  endpoint,
  replaced,
  onReplace,
}: {
  readonly webServiceId: string
  readonly endpoint: EndpointAnswer
  /** For which one the dialog is open. */
  readonly replaced: string | undefined
  readonly onReplace: (resource: string | undefined) => void
}) {
  const words = useWords(endpointWords)
  const { resources, isDefault, preventUpdate } = endpoint
  const mayReplace = allows(useSession(), 'publisher') && !isDefault && !preventUpdate
  const chosen = resources.find(({ name, kind }) => name === replaced && kind !== 'Dataset')
  return (
    <Section title={words('resources')} description={words(isDefault ? 'defaultFixed' : 'resourcesText')}>
      {resources.length === 0 ? (
        <p>{words('noResources')}</p>
      ) : (
        <DataTable
          label={words('resources')}
          rows={resources}
          rowId={({ name }) => name}
          rowName={({ name }) => name}
          empty={null}
          columns={[
            { id: 'name', header: words('resource'), cell: ({ name }) => <span translate="no">{name}</span> },
            { id: 'kind', header: words('resourceKind'), cell: ({ kind }) => words(kind) },
            ...(mayReplace
              ? [
                  {
                    id: 'actions',
                    header: '',
                    cell: ({ name, kind }: EndpointAnswer['resources'][number]) =>
                      kind !== 'Dataset' && (
                        <Button
                          size="small"
                          icon={<ArrowSwapRegular />}
                          aria-label={words('replace', { name })}
                          onClick={() => onReplace(name)}
                        >
                          {words('replaceShort')}
                        </Button>
                      ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {mayReplace && chosen !== undefined && (
        <ReplaceResourceDialog
          webServiceId={webServiceId}
          endpoint={endpoint.name}
          resource={chosen}
          onClose={() => onReplace(undefined)}
        />
      )}
    </Section>
  )
}
