import type { UserProperties } from '@sluice/contracts'
import type { ReactNode } from 'react'
import type { Resource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useWords } from '../../shared/languages/words.ts'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import type { TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { UserState } from './UserState.tsx'
import { fullNameOf } from './user.ts'
import { userWords } from './user-words.ts'

export type User = Resource<UserProperties>

/** Columns of a list of people. */
export function useUserColumns(actions?: (user: User) => ReactNode): readonly TableColumn<User>[] {
  const words = useWords(userWords)
  const { name: service } = useService()
  return [
    {
      id: 'name',
      header: words('name'),
      sortField: 'lastName',
      cell: ({ name, properties }) => (
        <TextLink href={`/publisher/${service}/users/${encodeURIComponent(name)}`} isName>
          {fullNameOf(properties)}
        </TextLink>
      ),
      text: ({ properties }) => fullNameOf(properties),
    },
    {
      id: 'email',
      header: words('email'),
      sortField: 'email',
      cell: ({ properties }) => <span translate="no">{properties.email}</span>,
      text: ({ properties }) => properties.email,
    },
    {
      id: 'state',
      header: words('state'),
      sortField: 'state',
      cell: ({ properties }) => <UserState state={properties.state} />,
      text: ({ properties }) => properties.state,
    },
    {
      id: 'role',
      header: words('role'),
      sortField: 'role',
      cell: ({ properties }) => words(properties.role ?? 'developer'),
      text: ({ properties }) => properties.role ?? 'developer',
    },
    {
      id: 'registered',
      header: words('registered'),
      sortField: 'registrationDate',
      cell: ({ properties }) =>
        properties.registrationDate === undefined ? '' : <TimeAgo iso={properties.registrationDate} />,
      text: ({ properties }) => properties.registrationDate ?? '',
    },
    {
      id: 'note',
      header: words('note'),
      isOptional: true,
      cell: ({ properties }) => properties.note ?? '',
      text: ({ properties }) => properties.note ?? '',
    },
    {
      id: 'id',
      header: words('id'),
      isOptional: true,
      cell: ({ name }) => <code translate="no">{name}</code>,
      text: ({ name }) => name,
    },
    ...(actions === undefined ? [] : [{ id: 'actions', header: words('actions'), cell: actions }]),
  ]
}
