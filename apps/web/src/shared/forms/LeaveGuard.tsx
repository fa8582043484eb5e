import { useBlocker } from '@tanstack/react-router'
import { useWords } from '../languages/words.ts'
import { AskDialog } from '../ui/dialogs/AskDialog.tsx'
import { uiWords } from '../ui/ui-words.ts'

/** Asks before a page with unsaved work is left, also by closing the tab. A change of tab or filter on it leaves nothing. */
export function LeaveGuard({ isDirty, onLeave }: { readonly isDirty: boolean; readonly onLeave?: () => void }) {
  const words = useWords(uiWords)
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  return (
    <AskDialog
      isOpen={status === 'blocked'}
      title={words('leaveTitle')}
      confirmLabel={words('leaveAnyway')}
      cancelLabel={words('stay')}
      onCancel={() => reset?.()}
      onConfirm={() => {
        onLeave?.()
        proceed?.()
      }}
    >
      {words('leaveText')}
    </AskDialog>
  )
}
