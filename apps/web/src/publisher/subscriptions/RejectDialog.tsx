import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Textarea,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { subscriptionWords } from './subscription-words.ts'

/** Asks for the reason why requests are turned down. */
export function RejectDialog({
  count,
  isBusy,
  onConfirm,
  onCancel,
}: {
  readonly count: number
  readonly isBusy: boolean
  readonly onConfirm: (reason: string) => void
  readonly onCancel: () => void
}) {
  const words = useWords(subscriptionWords)
  const ui = useWords(uiWords)
  const [reason, setReason] = useState('')
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => open || onCancel()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words('rejectTitle', { count })}</DialogTitle>
          <DialogContent>
            <Field label={words('reason')} hint={words('rejectText')}>
              <Textarea value={reason} rows={3} resize="vertical" onChange={(_, { value }) => setReason(value)} />
            </Field>
          </DialogContent>
          <DialogActions>
            <Button autoFocus onClick={onCancel}>
              {ui('cancel')}
            </Button>
            <Button appearance="primary" disabledFocusable={isBusy} onClick={() => !isBusy && onConfirm(reason.trim())}>
              {words('reject')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
