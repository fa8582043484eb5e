import {
  Button,
  Dialog,
  DialogActions,
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
import { InsideDialog, useDialogTurn } from './use-dialog-turn.ts'
import { useEarlyEscape } from './use-early-escape.ts'
import { useFocusReturn } from './use-focus-return.ts'

export interface DialogFrame {
  /** Default: as long as it is drawn. Its address, if any, belongs to the page around it. */
  readonly isOpen?: boolean
  /** It must be answered: neither Escape nor a click beside it is more than `onClose`, and its role is `alertdialog`. */
  readonly isAlert?: boolean
  /** It holds work, which a click beside it must not throw away. */
  readonly keepsWork?: boolean
  /** Undefined: only what stands in it ends it. */
  readonly onClose?: (() => void) | undefined
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** The bare frame of every dialog: comes when a former one is gone, gives the focus back when it goes. */
export function DialogFrame({
  isOpen = true,
  isAlert = false,
  keepsWork = false,
  onClose,
  className,
  label,
  children,
}: DialogFrame & {
  /** Where it has no title. */
  readonly label?: string
}) {
  useFocusReturn(isOpen)
  const hasTurn = useDialogTurn(isOpen)
  useEarlyEscape(hasTurn, onClose)
  return (
    <Dialog
      open={hasTurn}
      modalType={isAlert ? 'alert' : 'modal'}
      onOpenChange={(_, { open, type }) => open || (keepsWork && type === 'backdropClick') || onClose?.()}
    >
      <DialogSurface className={className} aria-label={label}>
        <InsideDialog value>{children}</InsideDialog>
      </DialogSurface>
    </Dialog>
  )
}

/** A dialog with a title, what it is about, and its buttons; with `onSubmit` all of it is a form. */
export function ModalDialog({
  title,
  isTitleTranslated = true,
  titleAction,
  hasCloseButton = false,
  bodyClassName,
  contentClassName,
  actions,
  onSubmit,
  children,
  ...frame
}: DialogFrame & {
  readonly title: ReactNode
  readonly isTitleTranslated?: boolean
  /** Beside the title, before the button that closes it. */
  readonly titleAction?: ReactNode
  readonly hasCloseButton?: boolean
  readonly bodyClassName?: string | undefined
  readonly contentClassName?: string | undefined
  readonly actions?: ReactNode
  readonly onSubmit?: () => void
}) {
  const words = useWords(uiWords)
  const closeButton = hasCloseButton && (
    <Tooltip content={words('close')} relationship="label">
      <Button appearance="subtle" icon={<DismissRegular />} onClick={frame.onClose} />
    </Tooltip>
  )
  const body = (
    <DialogBody className={bodyClassName}>
      <DialogTitle
        translate={isTitleTranslated ? undefined : 'no'}
        // Without one the library would put its own there.
        action={
          titleAction === undefined ? (
            closeButton || null
          ) : (
            <span>
              {titleAction}
              {closeButton}
            </span>
          )
        }
      >
        {title}
      </DialogTitle>
      <DialogContent className={contentClassName}>{children}</DialogContent>
      {actions !== undefined && <DialogActions>{actions}</DialogActions>}
    </DialogBody>
  )
  return (
    <DialogFrame {...frame}>
      {onSubmit === undefined ? (
        body
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            // Dialogs stand in forms of pages, too: those must not be sent.
            event.stopPropagation()
            onSubmit()
          }}
        >
          {body}
        </form>
      )}
    </DialogFrame>
  )
}
