import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useOwnUser } from '../use-own-user.ts'
import { keyQuery, ownSubscriptionsQuery } from './console-data.ts'
import type { KeyFieldProps } from './KeyField.tsx'

/** The key that goes along with calls of an API: of a subscription of one's own, or a typed one. */
export function useCallKey(service: string, apiId: string) {
  const client = useQueryClient()
  const userId = useOwnUser(service)
  const [choice, setChoice] = useState<{ readonly subscription: string | undefined }>()
  const [typed, setTyped] = useState('')
  const own = useQuery(ownSubscriptionsQuery(service, apiId, userId))
  const subscriptions = own.data ?? []
  const subscription = choice === undefined ? subscriptions[0]?.id : choice.subscription
  const key = useQuery(keyQuery(service, userId, subscription))
  const loadKey = () => client.fetchQuery({ ...keyQuery(service, userId, subscription), staleTime: 60_000 })
  const field = {
    isVisitor: userId === null,
    subscriptions,
    choice: { subscription, typed },
    onChoice: (chosen) => {
      setChoice({ subscription: chosen.subscription })
      setTyped(chosen.typed)
    },
    loadKey,
    error: key.error,
  } satisfies Partial<KeyFieldProps>
  return {
    /** What the field for it is drawn from. */
    field,
    /** As far as it is there by now. */
    value: subscription === undefined ? typed.trim() : key.data,
    /** Asks for it where it is not there; empty = none goes along. */
    load: async () => (subscription === undefined ? typed.trim() : loadKey()),
  }
}
