import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { sendArm } from '../../shared/api-client/resource.ts'
import { servicesQuery } from '../../shared/api-client/services-query.ts'
import { allows, useSession } from '../../shared/auth/session.ts'

export const debugTokenHeader = 'Apim-Debug-Authorization'

/** Whether calls of the console are traced; for publishers. */
export interface Tracing {
  readonly isAllowed: boolean
  readonly isOn: boolean
  turn(isOn: boolean): void
  /** With which calls of the API are traced. @throws ApiError with the reason why there is none */
  loadToken(): Promise<string>
}

/** An hour is the longest that one is good for; each call gets a new one, so that none is too old. */
const lifetime = 'PT5M'

export function useTracing(serviceName: string, apiId: string): Tracing {
  const client = useQueryClient()
  const isPublisher = allows(useSession(), 'publisher')
  const [isOn, setOn] = useState(false)
  const services = useQuery({ ...servicesQuery, enabled: isPublisher })
  const service = services.data?.find(({ name }) => name === serviceName)
  const loadToken = useCallback(async () => {
    const all = await client.ensureQueryData(servicesQuery)
    const id = all.find(({ name }) => name === serviceName)?.id ?? ''
    const { body } = await sendArm<{ readonly token: string }>(`${id}/gateways/managed/listDebugCredentials`, {
      method: 'POST',
      body: { credentialsExpireAfter: lifetime, purposes: ['tracing'], apiId: `${id}/apis/${apiId}` },
    })
    return body.token
  }, [client, serviceName, apiId])
  return { isAllowed: service !== undefined, isOn, turn: setOn, loadToken }
}
