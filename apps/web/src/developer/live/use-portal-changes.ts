import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { openEventStream } from '../../shared/api-client/open-event-stream.ts'
import { developerUrl } from '../developer-api.ts'

const isOwn = (path: unknown) => typeof path === 'string' && /^\/users\/|\/issues/.test(path)

/** Keeps the catalogue, and what is one's own, up to date with what others change. */
export function usePortalChanges(service: string, userId: string | null): void {
  const client = useQueryClient()
  // biome-ignore lint/correctness/useExhaustiveDependencies: who asks decides what is told, so that another user gets another stream
  useEffect(() => {
    const readAgain = (isTouched: (path: unknown) => boolean) =>
      void client.invalidateQueries({
        predicate: ({ queryKey: [kind, of, path] }) => kind === 'developer' && of === service && isTouched(path),
      })
    return openEventStream(
      developerUrl(service, '/events'),
      { catalogue: () => readAgain((path) => !isOwn(path)), own: () => readAgain(isOwn) },
      { onMissed: () => readAgain(() => true) },
    )
  }, [client, service, userId])
}
