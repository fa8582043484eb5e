import {
  Link as FluentLink,
  Toast,
  ToastBody,
  Toaster,
  ToastTitle,
  ToastTrigger,
  useId,
  useToastController,
} from '@fluentui/react-components'
import { createContext, type ReactNode, use, useMemo } from 'react'
import { translate } from '../../languages/words.ts'
import { uiWords } from '../ui-words.ts'
import { ErrorDetail } from './ErrorState.tsx'

const undoMs = 8_000
const noteMs = 4_000

export interface Messages {
  /** Something is done; spoken politely, gone after a moment. */
  done(text: string): void
  /** Something cheap is gone or changed; for 8 s it can be taken back. */
  undoable(text: string, undo: () => void): void
  /** What the user has just asked for failed; stays until it is closed. */
  failed(title: string, error: unknown): void
}

const MessagesContext = createContext<Messages | undefined>(undefined)

/** Messages that lie above the page, at its foot. */
export function MessagesProvider({ children }: { readonly children: ReactNode }) {
  const toasterId = useId('messages')
  const { dispatchToast } = useToastController(toasterId)
  const messages = useMemo<Messages>(
    () => ({
      done: (text) =>
        dispatchToast(
          <Toast>
            <ToastTitle>{text}</ToastTitle>
          </Toast>,
          { intent: 'success', timeout: noteMs, politeness: 'polite' },
        ),
      undoable: (text, undo) =>
        dispatchToast(
          <Toast>
            <ToastTitle
              action={
                <ToastTrigger>
                  <FluentLink as="button" onClick={undo}>
                    {translate(uiWords, 'undo')}
                  </FluentLink>
                </ToastTrigger>
              }
            >
              {text}
            </ToastTitle>
          </Toast>,
          { intent: 'success', timeout: undoMs, pauseOnHover: true, politeness: 'polite' },
        ),
      failed: (title, error) =>
        dispatchToast(
          <Toast>
            <ToastTitle
              action={
                <ToastTrigger>
                  <FluentLink as="button">{translate(uiWords, 'dismiss')}</FluentLink>
                </ToastTrigger>
              }
            >
              {title}
            </ToastTitle>
            <ToastBody>
              <ErrorDetail error={error} />
            </ToastBody>
          </Toast>,
          { intent: 'error', timeout: -1, politeness: 'assertive' },
        ),
    }),
    [dispatchToast],
  )
  return (
    <MessagesContext value={messages}>
      {children}
      <Toaster toasterId={toasterId} position="bottom-end" />
    </MessagesContext>
  )
}

export function useMessages(): Messages {
  const messages = use(MessagesContext)
  if (messages === undefined) throw new Error('There is no MessagesProvider around this component.')
  return messages
}
