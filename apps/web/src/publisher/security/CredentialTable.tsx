import { Button, Tooltip } from '@fluentui/react-components'
import { DismissCircleRegular } from '@fluentui/react-icons'
import { useMemo, useState } from 'react'
import type { UserRole } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { AskDialog } from '../../shared/ui/dialogs/AskDialog.tsx'
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { securityWords } from './security-words.ts'
import { useRevocation } from './use-revocation.ts'

export interface Credential {
  /** Path that takes it back. */
  readonly path: string
  readonly id: string
  readonly name: string
  readonly role: UserRole
  readonly service: string | null
  readonly createdAt: string
  readonly expiresAt: string | null
}

/** Tokens, sessions or clients, each of which can be taken back. */
export function CredentialTable({ label, rows }: { readonly label: string; readonly rows: readonly Credential[] }) {
  const words = useWords(securityWords)
  const revoke = useRevocation()
  const [leaving, setLeaving] = useState<Credential>()
  const columns = useMemo(
    (): readonly TableColumn<Credential>[] => [
      {
        id: 'name',
        header: words('tokenName'),
        cell: ({ name }) => <span translate="no">{name}</span>,
        text: ({ name }) => name,
      },
      {
        id: 'role',
        header: words('role'),
        cell: ({ role }) => words(`role_${role}`),
        text: ({ role }) => role,
      },
      {
        id: 'scope',
        header: words('scope'),
        cell: ({ service }) => (service === null ? words('wholeInstallation') : <span translate="no">{service}</span>),
        text: ({ service }) => service ?? '',
      },
      {
        id: 'created',
        header: words('created'),
        cell: ({ createdAt }) => <TimeAgo iso={createdAt} />,
        text: ({ createdAt }) => createdAt,
      },
      {
        id: 'expires',
        header: words('expires'),
        cell: ({ expiresAt }) => (expiresAt === null ? words('neverEnds') : <TimeAgo iso={expiresAt} />),
        text: ({ expiresAt }) => expiresAt ?? '',
      },
      {
        id: 'id',
        header: words('id'),
        isOptional: true,
        cell: ({ id }) => <code translate="no">{id}</code>,
        text: ({ id }) => id,
      },
      {
        id: 'actions',
        header: '',
        isNumeric: true,
        cell: (row) => (
          <Tooltip content={words('revoke', { name: row.name })} relationship="label">
            <Button appearance="subtle" icon={<DismissCircleRegular />} onClick={() => setLeaving(row)} />
          </Tooltip>
        ),
      },
    ],
    [words],
  )
  const title = words('revokeTitle', { name: leaving?.name ?? '' })
  return (
    <>
      <DataTable
        label={label}
        rows={rows}
        columns={columns}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        empty={null}
      />
      <AskDialog
        isOpen={leaving !== undefined}
        title={title}
        confirmLabel={words('revoke', { name: leaving?.name ?? '' })}
        onCancel={() => setLeaving(undefined)}
        onConfirm={() => {
          if (leaving !== undefined) void revoke(leaving.path, leaving.name)
          setLeaving(undefined)
        }}
      >
        {words('revokeText')}
      </AskDialog>
    </>
  )
}
