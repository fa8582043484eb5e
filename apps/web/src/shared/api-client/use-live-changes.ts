import type { ChangeEvent } from '@sluice/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
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
    const source = new EventSource(armUrl(`${serviceId}/events`))
    const changed = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let wasLost = false
    const flush = () => {
      timer = undefined
      const touched = [...changed].map(isTouchedBy)
      changed.clear()
      void client.invalidateQueries({ predicate: (query) => touched.some((isTouched) => isTouched(query)) })
    }
    const readAgain = () => void client.invalidateQueries({ queryKey: ['arm'] })
    source.addEventListener('change', ({ data }) => {
      changed.add((JSON.parse(String(data)) as ChangeEvent).resourceId)
      timer ??= setTimeout(flush, gatherMs)
    })
    // More happened than can be told one by one.
    source.addEventListener('reset', readAgain)
    source.onopen = () => {
      setConnected(true)
      if (wasLost) readAgain()
      wasLost = false
    }
    source.onerror = () => {
      wasLost = true
      setConnected(false)
    }
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [client, serviceId])
  return isConnected
}
