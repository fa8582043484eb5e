import { useMemo } from 'react'
import type { Resource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { notificationsWords } from './notifications-words.ts'
import type { TemplateView } from './template-form.ts'

type Row = Resource<TemplateView>

/** The mails that developers get. */
export function TemplatesTab() {
  const service = useService()
  const words = useWords(notificationsWords)
  const list = useAllResources<TemplateView>(`${service.id}/templates`)
  const base = `/publisher/${service.name}/notifications/templates`
  const columns = useMemo(
    (): readonly TableColumn<Row>[] => [
      {
        id: 'title',
        header: words('title'),
        cell: ({ name, properties }) => (
          <TextLink href={`${base}/${name}`} isName>
            {properties.title}
          </TextLink>
        ),
        text: ({ properties }) => properties.title,
      },
      {
        id: 'subject',
        header: words('subject'),
        cell: ({ properties }) => <span translate="no">{properties.subject}</span>,
        text: ({ properties }) => properties.subject,
      },
      {
        id: 'state',
        header: words('state'),
        cell: ({ properties: { isDefault } }) => (
          <StateLabel kind={isDefault ? 'off' : 'info'}>{words(isDefault ? 'isDefault' : 'changed')}</StateLabel>
        ),
        text: ({ properties }) => words(properties.isDefault ? 'isDefault' : 'changed'),
      },
      {
        id: 'name',
        header: words('templateName'),
        isOptional: true,
        cell: ({ name }) => <code translate="no">{name}</code>,
        text: ({ name }) => name,
      },
    ],
    [words, base],
  )
  if (list.data === undefined) {
    return list.error === null ? <Loading /> : <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  }
  return (
    <DataTable
      label={words('templates')}
      rows={list.data}
      columns={columns}
      rowId={({ id }) => id}
      rowName={({ properties }) => properties.title}
      isFetching={list.isFetching}
      empty={null}
    />
  )
}
