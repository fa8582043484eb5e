import { useWords } from '../../shared/languages/words.ts'
import { AskDialog } from '../../shared/ui/dialogs/AskDialog.tsx'
import { useUserActs } from './use-user-acts.ts'
import type { User } from './use-user-columns.tsx'
import { fullNameOf } from './user.ts'
import { userWords } from './user-words.ts'

/** Asks before people are shut out, and says what goes on working. */
export function BlockDialog({
  users,
  onClose,
}: {
  readonly users: readonly User[]
  readonly onClose: (isDone: boolean) => void
}) {
  const words = useWords(userWords)
  const { setState, isPending } = useUserActs()
  return (
    <AskDialog
      isOpen
      title={words('blockTitle', { name: users.map(({ properties }) => fullNameOf(properties)).join(', ') })}
      confirmLabel={words('blockConfirm')}
      isBusy={isPending}
      onCancel={() => onClose(false)}
      onConfirm={() => void setState(users, 'blocked').then(() => onClose(true))}
    >
      {words('blockText')}
    </AskDialog>
  )
}
