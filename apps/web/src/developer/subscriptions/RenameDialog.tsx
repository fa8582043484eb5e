import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorDetail } from '../../shared/ui/feedback/ErrorState.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { useDeveloperChange } from '../use-developer-change.ts'
import { usePortal } from '../use-portal.ts'
import { subscriptionWords } from './subscription-words.ts'

const longestName = 100

/** Another name for an own subscription. */
export function RenameDialog({
  path,
  name,
  onClose,
}: {
  readonly path: string
  readonly name: string
  readonly onClose: () => void
}) {
  const words = useWords(subscriptionWords)
  const ui = useWords(uiWords)
  const messages = useMessages()
  const { service } = usePortal()
  const change = useDeveloperChange(service)
  const [typed, setTyped] = useState(name)
  const [isTried, setTried] = useState(false)
  const displayName = typed.trim()
  const save = async () => {
    setTried(true)
    if (displayName === '') return
    await change.mutateAsync({ path, method: 'PATCH', properties: { displayName } })
    onClose()
    messages.done(words('renamed'))
  }
  return (
    <Dialog open onOpenChange={(_, { open }) => open || onClose()}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            // What went wrong stands in the dialog.
            save().catch(() => undefined)
          }}
        >
          <DialogBody>
            <DialogTitle>{words('renameTitle')}</DialogTitle>
            <DialogContent>
              <Field
                label={words('name')}
                required
                {...(isTried && displayName === ''
                  ? { validationMessage: words('nameNeeded'), validationState: 'error' as const }
                  : {})}
              >
                <Input
                  autoFocus
                  value={typed}
                  maxLength={longestName}
                  autoComplete="off"
                  onChange={(_, { value }) => setTyped(value)}
                />
              </Field>
              {change.error !== null && (
                <div role="alert">
                  <ErrorDetail error={change.error} />
                </div>
              )}
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{ui('cancel')}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={change.isPending}>
                {words('rename')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
