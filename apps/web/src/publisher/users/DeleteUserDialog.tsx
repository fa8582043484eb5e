import { Checkbox } from '@fluentui/react-components'
import { useState } from 'react'
import { quote } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange, useResourceList } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { CostlyDialog } from '../../shared/ui/dialogs/CostlyDialog.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import type { User } from './use-user-columns.tsx'
import { fullNameOf } from './user.ts'
import { userWords } from './user-words.ts'

/** Asks before somebody goes, and whether the subscriptions go, too. */
export function DeleteUserDialog({
  user,
  onClose,
}: {
  readonly user: User
  readonly onClose: (isDone: boolean) => void
}) {
  const words = useWords(userWords)
  const messages = useMessages()
  const { id } = useService()
  const { mutateAsync, isPending } = useArmChange()
  const [withSubscriptions, setWithSubscriptions] = useState(false)
  const [error, setError] = useState<unknown>()
  const { data } = useResourceList(`${id}/subscriptions`, {
    $top: 1,
    $filter: `ownerId eq ${quote(`/users/${user.name}`)}`,
  })
  if (data === undefined) return null
  const count = data.count ?? 0
  const name = fullNameOf(user.properties)
  const remove = async () => {
    try {
      await mutateAsync({
        path: `${id}/users/${encodeURIComponent(user.name)}`,
        method: 'DELETE',
        ifMatch: '*',
        query: { deleteSubscriptions: withSubscriptions },
        touches: [`${id}/subscriptions`, `${id}/groups`],
      })
    } catch (reason) {
      setError(reason)
      return
    }
    messages.done(words('deletedNow', { name }))
    onClose(true)
  }
  return (
    <CostlyDialog
      isOpen
      name={name}
      title={words('deleteTitle', { name })}
      confirmLabel={words('delete')}
      isBusy={isPending}
      error={error}
      onCancel={() => onClose(false)}
      onConfirm={() => void remove()}
    >
      <p>{words('deleteText')}</p>
      {count > 0 && (
        <>
          <p>{words('deleteTextKeys')}</p>
          <Checkbox
            label={words('deleteSubscriptions', { count })}
            checked={withSubscriptions}
            onChange={(_, { checked }) => setWithSubscriptions(checked === true)}
          />
        </>
      )}
    </CostlyDialog>
  )
}
