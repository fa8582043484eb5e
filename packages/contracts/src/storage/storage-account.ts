/** The embedded storage account, as the roles that use it know it. */
export interface StorageAccount {
  readonly name: string
  /** Other names under which clients may know it. */
  readonly otherNames: readonly string[]
  /** Base64. Secret. */
  readonly key: string
  /** Where this machine reaches it, without a trailing slash: `http://localhost:10000/sluice`; undefined while it is away. */
  endpoint(): string | undefined
  /** Where callers reach it, for links in answers; undefined while there is no address. */
  publicEndpoint(): string | undefined
}

/** 3 to 24 lower-case letters and digits. */
export const isStorageAccountName = (text: string): boolean => /^[a-z0-9]{3,24}$/.test(text)

/** What clients of the compatible service are given to find and open the account. */
export function storageConnectionString(name: string, key: string, blobEndpoint: string): string {
  const protocol = blobEndpoint.startsWith('https:') ? 'https' : 'http'
  return `DefaultEndpointsProtocol=${protocol};AccountName=${name};AccountKey=${key};BlobEndpoint=${blobEndpoint};`
}
