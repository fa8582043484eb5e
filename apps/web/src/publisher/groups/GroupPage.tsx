import { Button } from '@fluentui/react-components'
import type { GroupProperties } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { isNotFound } from '../../shared/api-client/api-error.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useResource } from '../../shared/api-client/use-resource.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ReadOnlyPage } from '../../shared/ui/access/ReadOnlyPage.tsx'
import { AskDialog } from '../../shared/ui/dialogs/AskDialog.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { RouteTabs } from '../../shared/ui/navigation/RouteTabs.tsx'
import { NotFoundPage } from '../../shared/ui/page/NotFoundPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { useAct } from '../changes/use-act.ts'
import { publisherWords } from '../publisher-words.ts'
import { GroupMembers } from './GroupMembers.tsx'
import { GroupProducts } from './GroupProducts.tsx'
import { GroupSettings } from './GroupSettings.tsx'
import { groupTabs } from './group-search.ts'
import { groupWords } from './group-words.ts'
import styles from './groups.module.css'

const route = getRouteApi('/publisher/$service/groups/$group')
const builtInTexts = {
  administrators: 'builtInAdministrators',
  developers: 'builtInDevelopers',
  guests: 'builtInGuests',
} as const

/** One group: its members, its products, what it is called. */
export function GroupPage() {
  const words = useWords(groupWords)
  const area = useWords(publisherWords)
  const service = useService()
  const { group: name } = route.useParams()
  const { tab = 'members' } = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = useMay('publisher')
  const act = useAct()
  const [isDeleting, setDeleting] = useState(false)
  const { data, error, refetch } = useResource<GroupProperties>(`${service.id}/groups/${encodeURIComponent(name)}`)
  if (data === undefined && isNotFound(error)) return <NotFoundPage />
  const list = `/publisher/${service.name}/groups`
  const base = `${list}/${encodeURIComponent(name)}`
  const isBuiltIn = data?.properties.type === 'system'
  const title = data?.properties.displayName ?? name
  const remove = async (path: string) => {
    const isDone = await act({
      path,
      method: 'DELETE',
      ifMatch: '*',
      touches: [`${service.id}/products`, `${service.id}/users`],
      done: words('deleted', { name: title }),
      failed: words('deleteFailed', { name: title }),
    })
    setDeleting(false)
    if (isDone) void navigate({ href: list, ignoreBlocker: true })
  }
  return (
    <Page
      title={title}
      isTitleTranslated={false}
      description={data?.properties.description}
      area={`${words(tab)} · ${area('area')} · ${service.name}`}
      breadcrumbs={[{ label: words('title'), href: list }]}
      badge={data && <StateLabel kind="info">{words(data.properties.type)}</StateLabel>}
      actions={data && !isBuiltIn && mayChange && <Button onClick={() => setDeleting(true)}>{words('delete')}</Button>}
    >
      <ReadOnlyPage needed="publisher" />
      {isBuiltIn && (
        <div className={styles.notice}>
          <Notice intent="info" title={words('builtInTitle')}>
            {words('builtInText')} {words(builtInTexts[name.toLowerCase() as keyof typeof builtInTexts])}
          </Notice>
        </div>
      )}
      <RouteTabs
        label={words('tabs')}
        selected={tab}
        tabs={groupTabs
          .filter((id) => id !== 'settings' || !isBuiltIn)
          .map((id) => ({ id, label: words(id), href: id === 'members' ? base : `${base}?tab=${id}` }))}
      />
      {data === undefined &&
        (error === null ? <Loading /> : <ErrorState error={error} onRetry={() => void refetch()} />)}
      {data !== undefined && tab === 'members' && <GroupMembers group={data} />}
      {data !== undefined && tab === 'products' && <GroupProducts group={data} />}
      {data !== undefined && tab === 'settings' && !isBuiltIn && <GroupSettings group={data} />}
      {data !== undefined && (
        <AskDialog
          isOpen={isDeleting}
          title={words('deleteTitle', { name: title })}
          confirmLabel={words('delete')}
          onCancel={() => setDeleting(false)}
          onConfirm={() => void remove(data.id)}
        >
          {words('deleteText')}
        </AskDialog>
      )}
    </Page>
  )
}
