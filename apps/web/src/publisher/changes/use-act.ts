import { type ArmChange, useArmChange } from '../../shared/api-client/use-resource.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'

export interface Act extends ArmChange {
  /** What a message says when it has not worked: `Starter was not published`. */
  readonly failed: string
  /** What a message says when it has. */
  readonly done?: string
  /** Takes it back, where that is cheap. */
  readonly undo?: Omit<Act, 'undo'>
}

/** Does something at once and says how it went; resolves to whether it worked. */
export function useAct(): (act: Act) => Promise<boolean> {
  const { mutateAsync } = useArmChange()
  const messages = useMessages()
  const run = async ({ failed, done, undo, ...change }: Act): Promise<boolean> => {
    try {
      await mutateAsync(change)
    } catch (error) {
      messages.failed(failed, error)
      return false
    }
    if (done !== undefined && undo !== undefined) messages.undoable(done, () => void run(undo))
    else if (done !== undefined) messages.done(done)
    return true
  }
  return run
}
