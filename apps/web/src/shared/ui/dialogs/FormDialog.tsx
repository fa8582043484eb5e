import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Tooltip,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useWords } from '../../languages/words.ts'
import { uiWords } from '../ui-words.ts'
import styles from './FormDialog.module.css'
import { useFocusReturn } from './use-focus-return.ts'

/** A dialog that holds work. It is open as long as it is drawn; its address belongs to the page around it. */
export function FormDialog({
  title,
  isTitleTranslated = true,
  onClose,
  children,
}: {
  readonly title: string
  readonly isTitleTranslated?: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  const words = useWords(uiWords)
  useFocusReturn(true)
  return (
    // A click beside it must not throw away what was typed.
    <Dialog open onOpenChange={(_, { open, type }) => open || type === 'backdropClick' || onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle
            translate={isTitleTranslated ? undefined : 'no'}
            action={
              <Tooltip content={words('close')} relationship="label">
                <Button appearance="subtle" icon={<DismissRegular />} onClick={onClose} />
              </Tooltip>
            }
          >
            {title}
          </DialogTitle>
          <DialogContent className={styles.content}>{children}</DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
