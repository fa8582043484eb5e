import { useQueryClient } from '@tanstack/react-query'
import { send } from '../../shared/api-client/send.ts'
import { useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { clientsQuery, tokensQuery } from './credentials.ts'
import { securityWords } from './security-words.ts'

/** Takes a token or a client back and says so. */
export function useRevocation(): (path: string, name: string) => Promise<void> {
  const client = useQueryClient()
  const messages = useMessages()
  const words = useWords(securityWords)
  return async (path, name) => {
    try {
      await send(path, { method: 'DELETE' })
      messages.done(words('revoked', { name }))
    } catch (error) {
      messages.failed(words('revokeFailed', { name }), error)
    }
    // A client's tokens go with it.
    await Promise.all([client.invalidateQueries(tokensQuery), client.invalidateQueries(clientsQuery)])
  }
}
