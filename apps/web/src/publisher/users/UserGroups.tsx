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
import type { User } from './use-user-columns.tsx'
import { fullNameOf } from './user.ts'
import { userWords } from './user-words.ts'
import styles from './users.module.css'

type Group = Resource<GroupProperties>

/** Groups that somebody is in. */
export function UserGroups({ user }: { readonly user: User }) {
  const words = useWords(userWords)
  const { id: serviceId, name: service } = useService()
  const mayChange = useMay('administrator')
  const act = useAct()
  const path = `${user.id}/groups`
  const { data, error, refetch, isFetching } = useAllResources<GroupProperties>(path)
  const { data: all = [] } = useAllResources<GroupProperties>(`${serviceId}/groups`)
  const builtIn = all.filter(({ properties }) => properties.type === 'system')
  const toAct = ({ name, properties }: Group, isIn: boolean) => {
    const names = { group: properties.displayName, user: fullNameOf(user.properties) }
    return {
      path: `${serviceId}/groups/${encodeURIComponent(name)}/users/${encodeURIComponent(user.name)}`,
      method: isIn ? 'PUT' : 'DELETE',
      touches: [path],
      done: words(isIn ? 'groupAdded' : 'groupRemoved', names),
      failed: words('groupFailed', names),
    } as const
  }
  return (
    <Section title={words('groups')} description={words('groupsDescription')}>
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
                  label={words('addToGroup')}
                  path={`${serviceId}/groups`}
                  fields={['displayName', 'name']}
                  toText={({ properties }) => properties.displayName}
                  exclude={new Set([...(data ?? []), ...builtIn].map(({ name }) => name.toLowerCase()))}
                  onPick={(group) => group !== undefined && void act(toAct(group, true))}
                />
              </div>
            )
          }
          empty={null}
          columns={[
            {
              id: 'name',
              header: words('name'),
              cell: ({ name, properties }) => (
                <TextLink href={`/publisher/${service}/groups/${encodeURIComponent(name)}`} isName>
                  {properties.displayName}
                </TextLink>
              ),
              text: ({ properties }) => properties.displayName,
            },
            {
              id: 'actions',
              header: words('actions'),
              cell: (group) => {
                if (group.properties.type === 'system') {
                  return words(group.name === 'administrators' ? 'builtInRole' : 'builtInMembership')
                }
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
