import { NetException } from '../../run/net-exception.ts'
import { fromBase64 } from '../base64.ts'
import { decodeUtf8 } from '../utf8.ts'

/** `BasicAuthCredentials` of policy expressions. @see reference: API Management, 3.5 */
export class NetBasicCredentials {
  readonly userId: string
  readonly password: string

  constructor(userId: string, password: string) {
    this.userId = userId
    this.password = password
  }
}

/** `AsBasic`: of an Authorization header of the scheme Basic; undefined when it is none. */
export function readBasicCredentials(header: string | null): NetBasicCredentials | undefined {
  const encoded = /^\s*Basic\s+(\S+)\s*$/i.exec(header ?? '')?.[1]
  if (encoded === undefined) return undefined
  try {
    const text = decodeUtf8(fromBase64(encoded))
    const colon = text.indexOf(':')
    return colon < 0 ? undefined : new NetBasicCredentials(text.slice(0, colon), text.slice(colon + 1))
  } catch (error) {
    if (error instanceof NetException) return undefined
    throw error
  }
}
