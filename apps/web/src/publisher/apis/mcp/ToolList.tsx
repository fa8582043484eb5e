import { Button } from '@fluentui/react-components'
import { AddRegular, BotRegular, DeleteRegular, EditRegular } from '@fluentui/react-icons'
import type { OperationProperties, ToolProperties } from '@sluice/contracts'
import { toolNameOf } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { Resource } from '../../../shared/api-client/resource.ts'
import { useService } from '../../../shared/api-client/service.ts'
import { useAllResources, useArmChange, useResource } from '../../../shared/api-client/use-resource.ts'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { AskDialog } from '../../../shared/ui/dialogs/AskDialog.tsx'
import { EmptyState } from '../../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { DataTable, type TableColumn } from '../../../shared/ui/table/DataTable.tsx'
import { RowMenu } from '../../../shared/ui/table/RowMenu.tsx'
import { apiHref } from '../api-view.ts'
import { useApi } from '../use-api.ts'
import styles from './mcp.module.css'
import { mcpWords } from './mcp-words.ts'
import { ToolDialog } from './ToolDialog.tsx'

type Tool = Resource<ToolProperties>
const route = getRouteApi('/publisher/$service/apis/$api/tools')

/**
 * The tools of a server that lists them: added, renamed and taken away one by one.
 * @param product whose operations they are; then they only show
 */
export function ToolList({ product }: { readonly product?: string }) {
  const words = useWords(mcpWords)
  const api = useApi()
  const service = useService()
  const isPublisher = useMay('publisher')
  const mayWrite = isPublisher && product === undefined
  const messages = useMessages()
  const { tool: open } = route.useSearch()
  const navigate = route.useNavigate()
  const tools = useAllResources<ToolProperties>(`${api.id}/tools`)
  const { mutateAsync, isPending } = useArmChange()
  const [toDelete, setToDelete] = useState<Tool>()
  const show = (tool: string | undefined) => void navigate({ search: tool === undefined ? {} : { tool } })
  const remove = async ({ id, name, properties }: Tool) => {
    try {
      await mutateAsync({ path: id, method: 'DELETE', ifMatch: '*' })
      messages.done(words('deleted', { name: toolNameOf(name, properties.displayName) }))
    } catch (error) {
      messages.failed(words('deleteFailed'), error)
    }
    setToDelete(undefined)
  }
  const columns: readonly TableColumn<Tool>[] = [
    {
      id: 'name',
      header: words('name'),
      text: ({ name, properties }) => toolNameOf(name, properties.displayName),
      cell: ({ name, properties }) => <code translate="no">{toolNameOf(name, properties.displayName)}</code>,
    },
    {
      id: 'operation',
      header: words('operation'),
      text: ({ properties }) => properties.operationId,
      cell: (tool) => <OperationOfTool operationId={tool.properties.operationId} />,
    },
    {
      id: 'description',
      header: words('description'),
      text: ({ properties }) => properties.description ?? '',
      cell: ({ properties }) => <span translate="no">{properties.description}</span>,
    },
    ...(mayWrite
      ? [
          {
            id: 'actions',
            header: words('actions'),
            isNumeric: true,
            cell: (tool: Tool) => (
              <RowMenu
                name={toolNameOf(tool.name, tool.properties.displayName)}
                actions={[
                  { label: words('edit'), icon: <EditRegular />, onSelect: () => show(tool.name) },
                  { label: words('delete'), icon: <DeleteRegular />, onSelect: () => setToDelete(tool) },
                ]}
              />
            ),
          },
        ]
      : []),
  ]
  const add = (
    <Button icon={<AddRegular />} onClick={() => show('new')}>
      {words('add')}
    </Button>
  )
  return (
    <Section
      title={words('tools')}
      description={product === undefined ? words('toolsLead') : words('productTools', { product })}
      actions={mayWrite ? add : undefined}
    >
      {product !== undefined && (
        <p>
          <TextLink href={`/publisher/${service.name}/products/${product}/summary`}>{words('openProduct')}</TextLink>
        </p>
      )}
      {tools.data !== undefined ? (
        <DataTable
          label={words('tools')}
          rows={tools.data}
          columns={columns}
          rowId={({ name }) => name}
          rowName={({ name, properties }) => toolNameOf(name, properties.displayName)}
          empty={
            <EmptyState icon={<BotRegular fontSize={32} />} title={words('emptyTitle')}>
              {words(product === undefined ? 'emptyText' : 'emptyProduct')}
            </EmptyState>
          }
        />
      ) : tools.error !== null ? (
        <ErrorState error={tools.error} onRetry={() => void tools.refetch()} />
      ) : (
        <Loading />
      )}
      {open !== undefined && mayWrite && (
        <ToolDialog {...(open === 'new' ? {} : { name: open })} onClose={() => show(undefined)} />
      )}
      <AskDialog
        isOpen={toDelete !== undefined}
        title={words('deleteTitle')}
        confirmLabel={words('delete')}
        isBusy={isPending}
        onConfirm={() => toDelete !== undefined && void remove(toDelete)}
        onCancel={() => setToDelete(undefined)}
      >
        {toDelete !== undefined &&
          words('deleteText', { name: toolNameOf(toDelete.name, toDelete.properties.displayName) })}
      </AskDialog>
    </Section>
  )
}

/** The operation that a tool calls, with the way to it. */
function OperationOfTool({ operationId }: { readonly operationId: string }) {
  const words = useWords(mcpWords)
  const service = useService()
  const operation = useResource<OperationProperties>(operationId)
  const [, apiName = '', operationName = ''] = /\/apis\/([^/]+)\/operations\/([^/]+)$/i.exec(operationId) ?? []
  if (operation.error !== null) return <span className={styles.fault}>{words('toolGone')}</span>
  return (
    <TextLink href={`${apiHref(service.name, apiName, 'operations')}/${encodeURIComponent(operationName)}`} isName>
      {operation.data?.properties.displayName ?? operationName}
    </TextLink>
  )
}
