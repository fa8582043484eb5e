import type { ChangeEvent } from '@sluice/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { openEventStream } from './open-event-stream.ts'
import { armUrl } from './resource.ts'
import { isTouchedBy } from './use-resource.ts'

/** Changes that come in a burst (an import) lead to one reading of what they touch. */
const gatherMs = 150

/**
 * Keeps what is shown up to date with what others change.
 * @returns whether the connection stands; while it does not, the browser tries again by itself
 */
export function useLiveChanges(serviceId: string): boolean {
  const client = useQueryClient()
  const [isConnected, setConnected] = useState(true)
  useEffect(() => {
    const changed = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const flush = () => {
      timer = undefined
      const touched = [...changed].map(isTouchedBy)
      changed.clear()
      void client.invalidateQueries({ predicate: (query) => touched.some((isTouched) => isTouched(query)) })
    }
    const readAgain = () => void client.invalidateQueries({ queryKey: ['arm'] })
    const close = openEventStream(
      armUrl(`${serviceId}/events`),
      {
        change(data) {
          changed.add((JSON.parse(data) as ChangeEvent).resourceId)
          timer ??= setTimeout(flush, gatherMs)
        },
        // More happened than can be told one by one.
        reset: readAgain,
      },
      { onMissed: readAgain, onState: setConnected },
    )
    return () => {
      clearTimeout(timer)
      close()
    }
  }, [client, serviceId])
  return isConnected
}
