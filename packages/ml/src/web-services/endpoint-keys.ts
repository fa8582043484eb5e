import type { Secrets } from '@sluice/platform'

/** Random bytes, from wherever the program gets them. */
export type RandomBytes = (count: number) => Uint8Array

/** Access key of an endpoint: base64 of 64 random bytes, 88 characters. @see reference: AzureML, 1.3 */
export const createEndpointKey = (randomBytes: RandomBytes): string => Buffer.from(randomBytes(64)).toString('base64')

/** Authorization token of a workspace: 32 hexadecimal digits. */
export const createWorkspaceToken = (randomBytes: RandomBytes): string => Buffer.from(randomBytes(16)).toString('hex')

export const createMachineLearningId = createWorkspaceToken

/** A secret as it is stored: sealed for this place, and the hash by which it is found. */
export const sealSecret = (secrets: Pick<Secrets, 'seal' | 'lookupHash'>, plain: string, purpose: string) => ({
  sealed: secrets.seal(plain, purpose),
  hash: secrets.lookupHash(plain),
})

/** What the sealed keys of an endpoint are bound to. */
export const endpointKeyPurpose = (endpointId: string, key: 'primary' | 'secondary') => `endpoints/${endpointId}/${key}`
