import type { StorageAccount } from '@sluice/contracts'

/** Where the embedded storage account is, without what opens it: as it is told to another process. */
export interface StoragePlace {
  readonly name: string
  readonly otherNames: readonly string[]
  readonly endpoint: string | undefined
  readonly publicEndpoint: string | undefined
}

/** Where it is at this moment; it moves when its role is started again. */
export const toStoragePlace = (account: StorageAccount): StoragePlace => ({
  name: account.name,
  otherNames: account.otherNames,
  endpoint: account.endpoint(),
  publicEndpoint: account.publicEndpoint(),
})

/** The account at the place that was told last, in the process that was told. */
export function toEmbeddedAccount(place: StoragePlace | undefined): Omit<StorageAccount, 'key'> | undefined {
  return place && { ...place, endpoint: () => place.endpoint, publicEndpoint: () => place.publicEndpoint }
}
