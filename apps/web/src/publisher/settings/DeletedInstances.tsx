import { Button, Tooltip } from '@fluentui/react-components'
import { ArrowUndoRegular, DeleteRegular } from '@fluentui/react-icons'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { sendArm } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { servicesQuery } from '../../shared/api-client/services-query.ts'
import { useAllResources } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { CostlyDialog } from '../../shared/ui/dialogs/CostlyDialog.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { type DeletedInstance, type DeletedProperties, deletedPath } from './deleted-instance.ts'
import styles from './Settings.module.css'
import { settingsWords } from './settings-words.ts'

/** Instances that can still be brought back. */
export function DeletedInstances() {
  const service = useService()
  const words = useWords(settingsWords)
  const messages = useMessages()
  const client = useQueryClient()
  const canWrite = allows(useSession(), 'administrator')
  const path = deletedPath(service)
  const list = useAllResources<DeletedProperties>(path)
  const rows = (list.data ?? []) as readonly DeletedInstance[]
  const [leaving, setLeaving] = useState<DeletedInstance>()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const { refetch } = list
  const columns = useMemo((): readonly TableColumn<DeletedInstance>[] => {
    const restore = async ({ name, location, properties }: DeletedInstance) => {
      try {
        await sendArm(properties.serviceId, {
          method: 'PUT',
          body: { location, sku: { name: 'Developer' }, properties: { restore: true } },
        })
        messages.done(words('restored', { name }))
      } catch (error) {
        messages.failed(words('restoreFailed', { name }), error)
      }
      await Promise.all([refetch(), client.invalidateQueries(servicesQuery)])
    }
    return [
      {
        id: 'name',
        header: words('name'),
        cell: ({ name }) => <span translate="no">{name}</span>,
      },
      {
        id: 'deletionDate',
        header: words('deletedAt'),
        cell: ({ properties }) => <TimeAgo iso={properties.deletionDate} />,
      },
      {
        id: 'scheduledPurgeDate',
        header: words('purgeAt'),
        cell: ({ properties }) => <TimeAgo iso={properties.scheduledPurgeDate} />,
      },
      ...(canWrite
        ? [
            {
              id: 'actions',
              header: '',
              isNumeric: true,
              cell: (row: DeletedInstance) => (
                <>
                  <Tooltip content={words('restore', { name: row.name })} relationship="label">
                    <Button appearance="subtle" icon={<ArrowUndoRegular />} onClick={() => void restore(row)} />
                  </Tooltip>
                  <Tooltip content={words('purgeNamed', { name: row.name })} relationship="label">
                    <Button appearance="subtle" icon={<DeleteRegular />} onClick={() => setLeaving(row)} />
                  </Tooltip>
                </>
              ),
            },
          ]
        : []),
    ]
  }, [words, canWrite, client, messages, refetch])
  const purge = async () => {
    if (leaving === undefined) return
    setBusy(true)
    setFailure(undefined)
    try {
      await sendArm(leaving.id, { method: 'DELETE' })
      messages.done(words('purgeDone', { name: leaving.name }))
      setLeaving(undefined)
      await refetch()
    } catch (error) {
      setFailure(error)
    }
    setBusy(false)
  }
  return (
    <Section title={words('deleted')} description={rows.length === 0 ? words('deletedNone') : words('deletedText')}>
      {rows.length > 0 && (
        <DataTable
          label={words('deleted')}
          rows={rows}
          columns={columns}
          rowId={({ id }) => id}
          rowName={({ name }) => name}
          empty={null}
        />
      )}
      <CostlyDialog
        isOpen={leaving !== undefined}
        title={words('purgeTitle', { name: leaving?.name ?? '' })}
        name={leaving?.name ?? ''}
        confirmLabel={words('purge')}
        isBusy={isBusy}
        error={failure}
        onConfirm={() => void purge()}
        onCancel={() => setLeaving(undefined)}
      >
        <p className={styles.warning}>{words('purgeText')}</p>
      </CostlyDialog>
    </Section>
  )
}
