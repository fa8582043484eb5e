import type { StorageAccount } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { parseBlobAccess } from './blob-address.ts'
import { resolveEmbedded } from './embedded-account.ts'

const key = 'c2VjcmV0'
const account: StorageAccount = {
  name: 'sluice',
  otherNames: ['tutorial'],
  key,
  endpoint: () => 'http://localhost:10000/sluice',
  publicEndpoint: () => 'https://files.example.org',
}
const resolve = (connectionString: string, of: StorageAccount | undefined = account) =>
  resolveEmbedded(parseBlobAccess({ by: 'connection-string', connectionString, container: 'data' }), of)

describe('a connection string', () => {
  it.each([
    [`DefaultEndpointsProtocol=https;AccountName=sluice;AccountKey=${key}`, 'sluice'],
    [`AccountName=tutorial;AccountKey=${key}`, 'tutorial'],
    [`AccountName=sluice;AccountKey=${key};BlobEndpoint=https://files.example.org`, 'sluice'],
    [`AccountName=sluice;AccountKey=${key};BlobEndpoint=http://127.0.0.1:10000/sluice`, 'sluice'],
    [`AccountName=tutorial;AccountKey=${key};BlobEndpoint=http://localhost:10000/tutorial`, 'tutorial'],
    [`AccountName=sluice;AccountKey=${key};BlobEndpoint=http://sluice.localhost:10000`, 'sluice'],
  ])('%s leads to the embedded account', (text, name) => {
    expect(resolve(text)).toEqual({ url: `http://localhost:10000/${name}/data`, account: name, key, isEmbedded: true })
  })

  it.each([
    `AccountName=other;AccountKey=${key}`,
    `AccountName=sluice;AccountKey=${key};EndpointSuffix=core.chinacloudapi.cn`,
    `AccountName=sluice;AccountKey=${key};BlobEndpoint=https://elsewhere.example.org/sluice`,
    `AccountName=sluice;AccountKey=${key};BlobEndpoint=http://127.0.0.1:10001/sluice`,
    `AccountName=other;AccountKey=${key};BlobEndpoint=http://localhost:10000/other`,
  ])('%s leads where it says', (text) => {
    expect(resolve(text).isEmbedded).toBe(false)
  })

  it('leads nowhere while the account is away', () => {
    expect(() => resolve(`AccountName=sluice;AccountKey=${key}`, { ...account, endpoint: () => undefined })).toThrow(
      'the role storage is not running',
    )
  })
})
