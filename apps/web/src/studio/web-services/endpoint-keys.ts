import { send } from '../../shared/api-client/send.ts'
import { studioUrl } from '../api/studio-api.ts'
import { useWorkspace } from '../api/workspace.ts'
import { endpointPath } from './web-service-paths.ts'

export type KeyName = 'primary' | 'secondary'

/** Fetches a key of an endpoint when it is revealed, copied or put into a sample; it is kept nowhere. */
export function useLoadKey(webServiceId: string, endpoint: string): (key: KeyName) => Promise<string> {
  const { id } = useWorkspace()
  return async (key) => {
    const path = `${endpointPath(webServiceId, endpoint)}/list-keys`
    const { body } = await send<Record<KeyName, string>>(studioUrl(id, path), { method: 'POST' })
    return body[key]
  }
}
