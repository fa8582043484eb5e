import { useQuery } from '@tanstack/react-query'
import { allows, useSession } from '../shared/auth/session.ts'
import { developerQuery } from './developer-api.ts'

/**
 * Identifier of the user of this instance who works here; null = a visitor, or a user of another instance. Administrators
 * of the installation are the administrator of each instance, as the server says.
 */
export function useOwnUser(service: string): string | null {
  const session = useSession()
  const isOfService = session?.service?.toLowerCase() === service.toLowerCase()
  const mayBeAnother = !isOfService && allows(session, 'administrator')
  const { data } = useQuery({
    ...developerQuery<{ readonly id: string }>(service, '/identity'),
    enabled: mayBeAnother,
    retry: false,
  })
  if (isOfService) return session?.userId ?? null
  return mayBeAnother ? (data?.id ?? null) : null
}
