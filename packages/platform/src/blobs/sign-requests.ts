import { createHmac } from 'node:crypto'
import type { SignText } from '@sluice/contracts/shared-access-signature'
import { type SignedRequest, toSharedKeyTexts } from '@sluice/contracts/shared-key'

/** Signs with the key of an account. @param key base64 */
export function createSigner(key: string): SignText {
  const bytes = Buffer.from(key, 'base64')
  return (text) => createHmac('sha256', bytes).update(text, 'utf8').digest('base64')
}

/** The `Authorization` header of a request. @param key base64 */
export function signSharedKey(request: SignedRequest, key: string): string {
  const [text = ''] = toSharedKeyTexts(request, 'SharedKey')
  return `SharedKey ${request.account}:${createSigner(key)(text)}`
}
