import { useSession } from '../shared/auth/session.ts'

/** Identifier of the user of this instance who works here; null = a visitor, or a user of another instance. */
export function useOwnUser(service: string): string | null {
  const session = useSession()
  const isOfService = session?.service?.toLowerCase() === service.toLowerCase()
  return isOfService ? (session?.userId ?? null) : null
}
