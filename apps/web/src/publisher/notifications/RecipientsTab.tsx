import type { UserProperties } from '@sluice/contracts'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources } from '../../shared/api-client/use-resource.ts'
import { ReadOnlyNotice } from '../../shared/ui/access/ReadOnlyNotice.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { NotificationRecipients, type NotificationView } from './NotificationRecipients.tsx'

/** Who is told of what. */
export function RecipientsTab() {
  const service = useService()
  const list = useAllResources<NotificationView>(`${service.id}/notifications`)
  const { data: users = [] } = useAllResources<UserProperties>(`${service.id}/users`)
  if (list.data === undefined) {
    return list.error === null ? <Loading /> : <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  }
  return (
    <>
      <ReadOnlyNotice needed="administrator" />
      {list.data.map((notification) => (
        <NotificationRecipients key={notification.id} notification={notification} users={users} />
      ))}
    </>
  )
}
