import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { type StudioChange, useStudioChange } from './studio-api.ts'

export interface StudioAct extends StudioChange {
  /** What a message says when it has not worked. */
  readonly failed: string
  /** What a message says when it has. */
  readonly done?: string
}

/** Does something at once and says how it went; resolves to whether it worked. */
export function useStudioAct(): (act: StudioAct) => Promise<boolean> {
  const { mutateAsync } = useStudioChange()
  const messages = useMessages()
  return async ({ failed, done, ...change }) => {
    try {
      await mutateAsync(change)
    } catch (error) {
      messages.failed(failed, error)
      return false
    }
    if (done !== undefined) messages.done(done)
    return true
  }
}
