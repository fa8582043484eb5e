import { createContext, type ReactNode, use, useCallback, useMemo, useRef, useState } from 'react'
import { type Message, MessageList } from './MessageList.tsx'

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
  const [shown, setShown] = useState<readonly Message[]>([])
  const count = useRef(0)
  const messages = useMemo<Messages>(() => {
    const add = (message: Omit<Message, 'id'>) => {
      count.current += 1
      const id = count.current
      setShown((before) => [...before, { ...message, id }])
    }
    return {
      done: (title) => add({ kind: 'done', title }),
      undoable: (title, undo) => add({ kind: 'done', title, undo }),
      failed: (title, error) => add({ kind: 'failed', title, error }),
    }
  }, [])
  const close = useCallback((id: number) => setShown((before) => before.filter((one) => one.id !== id)), [])
  return (
    <MessagesContext value={messages}>
      {children}
      <MessageList messages={shown} onClose={close} />
    </MessagesContext>
  )
}

export function useMessages(): Messages {
  const messages = use(MessagesContext)
  if (messages === undefined) throw new Error('There is no MessagesProvider around this component.')
  return messages
}
