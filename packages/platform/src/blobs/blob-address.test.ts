import { describe, expect, it } from 'vitest'
import { parseBlobAccess, splitBlobUrl } from './blob-address.ts'

const key = 'c2VjcmV0'

describe('the address of a container', () => {
  it.each([
    [
      `DefaultEndpointsProtocol=https;AccountName=acct;AccountKey=${key};EndpointSuffix=core.windows.net`,
      { url: 'https://acct.blob.core.windows.net/data', account: 'acct', key },
    ],
    [
      `BlobEndpoint=http://localhost:8080/acct/;AccountName=acct;AccountKey=${key}`,
      { url: 'http://localhost:8080/acct/data', account: 'acct', key },
    ],
    [
      'BlobEndpoint=https://acct.blob.core.windows.net;SharedAccessSignature=?sv=1&sig=a=',
      { url: 'https://acct.blob.core.windows.net/data', account: 'acct', signature: 'sv=1&sig=a=' },
    ],
    [
      'UseDevelopmentStorage=true',
      {
        url: 'http://127.0.0.1:10000/devstoreaccount1/data',
        account: 'devstoreaccount1',
        key: expect.stringMatching(/^Eby8/),
      },
    ],
  ])('is read from the connection string %s', (connectionString, expected) => {
    expect(parseBlobAccess({ by: 'connection-string', connectionString, container: 'data' })).toEqual(expected)
  })

  it.each([
    ['acct', 'https://acct.blob.core.windows.net/data', 'acct'],
    ['http://127.0.0.1:10000/devstoreaccount1', 'http://127.0.0.1:10000/devstoreaccount1/data', 'devstoreaccount1'],
    ['https://acct.blob.example.org/', 'https://acct.blob.example.org/data', 'acct'],
  ])('is made of the account %s', (account, url, name) => {
    expect(parseBlobAccess({ by: 'key', account, key, container: 'data' })).toEqual({ url, account: name, key })
  })

  it('has its signature apart', () => {
    expect(parseBlobAccess({ by: 'url', url: 'https://acct.blob.core.windows.net/data?sv=1&sig=x%2B' })).toEqual({
      url: 'https://acct.blob.core.windows.net/data',
      account: 'acct',
      signature: 'sv=1&sig=x%2B',
    })
  })

  it.each([
    [
      { by: 'connection-string', connectionString: 'nothing', container: 'data' },
      'the connection string names no account',
    ],
    [
      { by: 'connection-string', connectionString: 'AccountName=acct', container: 'data' },
      'the connection string has neither a key nor a signature',
    ],
    [{ by: 'key', account: 'Not A Name', key, container: 'data' }, "'Not A Name' is no name of a storage account"],
    [{ by: 'key', account: 'acct', key: '***', container: 'data' }, 'the key of the account is not base64'],
    [{ by: 'key', account: 'acct', key, container: 'A' }, "'A' is no name of a container"],
    [{ by: 'key', account: 'acct', key, container: 'a/../b' }, "'a/../b' is no name of a container"],
    [{ by: 'key', account: 'ftp://x/acct', key, container: 'data' }, 'it is no http or https address'],
    [{ by: 'url', url: 'https://acct.blob.core.windows.net/data/blob' }, 'it names a blob, not a container'],
    [{ by: 'url', url: 'https://acct.blob.core.windows.net/' }, 'it names no container'],
  ] as const)('is refused where it is %j', (access, reason) => {
    expect(() => parseBlobAccess(access)).toThrow(`The address of the blob storage is not right: ${reason}.`)
  })
})

describe('the address of a blob', () => {
  it.each([
    ['https://acct.blob.core.windows.net/data/dir/a%20b.csv', 'https://acct.blob.core.windows.net/data', 'dir/a b.csv'],
    [
      'https://acct.blob.core.windows.net/data/a.csv?sv=1&sig=x%3D',
      'https://acct.blob.core.windows.net/data?sv=1&sig=x%3D',
      'a.csv',
    ],
    [
      'https://acct.blob.core.windows.net/data/dir/a?.csv?sv=1&sig=x',
      'https://acct.blob.core.windows.net/data?sv=1&sig=x',
      'dir/a?.csv',
    ],
    ['https://acct.blob.core.windows.net/data/*.csv', 'https://acct.blob.core.windows.net/data', '*.csv'],
    ['http://127.0.0.1:10000/devstoreaccount1/data/a.csv', 'http://127.0.0.1:10000/devstoreaccount1/data', 'a.csv'],
    ['https://acct.blob.core.windows.net/data', 'https://acct.blob.core.windows.net/data', ''],
  ])('%s is split', (address, containerUrl, path) => {
    expect(splitBlobUrl(address)).toEqual({ containerUrl, path })
  })

  it.each([
    ['a.csv', 'it is no absolute address'],
    ['https://user:pw@acct.blob.core.windows.net/data/a', 'it holds a user name or password'],
    ['https://acct.blob.core.windows.net/data/%zz', 'its path has a percent sign that encodes nothing'],
  ])('%s is refused', (address, reason) => {
    expect(() => splitBlobUrl(address)).toThrow(reason)
  })
})
