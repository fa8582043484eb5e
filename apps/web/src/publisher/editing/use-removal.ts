import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { editingWords } from './editing-words.ts'

export interface Removal {
  readonly path: string
  /** As it is spoken of. */
  readonly name: string
  /** Entity tag that was read; default: whatever is there. */
  readonly ifMatch?: string
  /** Properties that put it back; undefined = it cannot be. */
  readonly restore?: () => Promise<object>
}

/** Deletes something and says so, with a way back where there is one. @returns whether it is gone */
export function useRemoval(): (removal: Removal) => Promise<boolean> {
  const { mutateAsync: change } = useArmChange()
  const messages = useMessages()
  const words = useWords(editingWords)
  return async ({ path, name, ifMatch = '*', restore }) => {
    try {
      // What puts it back must be known before it goes.
      const properties = await restore?.()
      await change({ path, method: 'DELETE', ifMatch })
      if (properties === undefined) messages.done(words('deleted', { name }))
      else {
        messages.undoable(words('deleted', { name }), () => {
          change({ path, method: 'PUT', body: { properties } }).then(
            () => messages.done(words('restored', { name })),
            (error: unknown) => messages.failed(words('restoreFailed', { name }), error),
          )
        })
      }
      return true
    } catch (error) {
      messages.failed(words('deleteFailed', { name }), error)
      return false
    }
  }
}
