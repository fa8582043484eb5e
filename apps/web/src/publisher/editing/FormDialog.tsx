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
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { uiWords } from '../../shared/ui/ui-words.ts'
import styles from './FormDialog.module.css'

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
  useFocusReturn()
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

/** A dialog that an address opened has no trigger: whoever had the focus gets it back, else the title of the page. */
function useFocusReturn(): void {
  const before = useRef(document.activeElement)
  useEffect(() => {
    const opener = before.current
    return () => {
      setTimeout(() => {
        if (document.activeElement !== document.body && document.activeElement !== null) return
        const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body
        const target = isThere ? opener : document.querySelector<HTMLElement>('main h1')
        target?.focus()
      }, 50)
    }
  }, [])
}
