import { isIP } from 'node:net'
import { AppError } from '@sluice/contracts'
import type { BlobAccess } from './blobs.ts'

/** Where a container is and what opens it. */
export interface BlobAddress {
  /** Of the container, without a query. */
  readonly url: string
  readonly account: string
  readonly key?: string
  /** Without the question mark. */
  readonly signature?: string
}

const refuse = (reason: string): never => {
  throw new AppError('BlobAddressInvalid', { reason })
}

/** @throws AppError `BlobAddressInvalid` */
export function parseBlobAccess(access: BlobAccess): BlobAddress {
  switch (access.by) {
    case 'connection-string': {
      const { endpoint, ...rest } = parseConnectionString(access.connectionString)
      return { ...rest, url: `${endpoint}/${checkedContainer(access.container)}` }
    }
    case 'key': {
      const { endpoint, account } = serviceOf(access.account)
      return { url: `${endpoint}/${checkedContainer(access.container)}`, account, key: checkedKey(access.key) }
    }
    case 'url': {
      const { containerUrl, path } = splitBlobUrl(access.url)
      if (path !== '') refuse('it names a blob, not a container')
      const url = new URL(containerUrl)
      const signature = url.search.slice(1)
      url.search = ''
      return { url: url.href, account: accountOf(url), ...(signature === '' ? {} : { signature }) }
    }
  }
}

/**
 * The address of a blob, or of several with wildcards, in its two parts.
 * @returns `path` decoded; empty where the address is that of a container
 * @throws AppError `BlobAddressInvalid`
 */
export function splitBlobUrl(address: string): { readonly containerUrl: string; readonly path: string } {
  // A question mark is also a wildcard; what begins the query is one that is followed by a name and a value.
  const [, beforeQuery = address, query = ''] = /^(.*?)(?:\?((?:[^?]*[^?=&]=[^?]*)))?$/.exec(address.trim()) ?? []
  const escaped = beforeQuery.replaceAll('?', '%3F')
  if (!URL.canParse(escaped)) return refuse('it is no absolute address')
  const url = new URL(escaped)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') refuse('it is no http or https address')
  if (url.username !== '' || url.password !== '') refuse('it holds a user name or password')
  const segments = url.pathname.split('/').slice(1)
  const before = hasAccountInPath(url) ? segments.splice(0, 1) : []
  const [container = '', ...rest] = segments
  if (container === '') refuse('it names no container')
  const search = query === '' ? '' : `?${query}`
  const path = decodePath(rest.join('/'))
  return { containerUrl: `${url.origin}/${[...before, checkedContainer(container)].join('/')}${search}`, path }
}

export function locateBlob(address: string): { readonly access: BlobAccess; readonly path: string } {
  const { containerUrl, path } = splitBlobUrl(address)
  return { access: { by: 'url', url: containerUrl }, path }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch (cause) {
    throw new AppError('BlobAddressInvalid', { reason: 'its path has a percent sign that encodes nothing' }, { cause })
  }
}

/** Emulators and the embedded account have the account in the path; Azure has it in the host. */
const hasAccountInPath = ({ hostname }: URL) => isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 || !hostname.includes('.')

const accountOf = (url: URL): string =>
  (hasAccountInPath(url) ? url.pathname.split('/')[1] : url.hostname.split('.')[0]) ?? ''

function serviceOf(account: string): { readonly endpoint: string; readonly account: string } {
  if (!account.includes('/')) {
    if (!/^[a-z0-9]{3,24}$/.test(account)) refuse(`'${account}' is no name of a storage account`)
    return { endpoint: `https://${account}.blob.core.windows.net`, account }
  }
  if (!URL.canParse(account)) refuse(`'${account}' is no absolute address`)
  const url = new URL(account)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') refuse('it is no http or https address')
  const name = accountOf(url)
  if (name === '') refuse('the address of the service names no account')
  return { endpoint: `${url.origin}${url.pathname}`.replace(/\/+$/, ''), account: name }
}

const developmentAccount = 'devstoreaccount1'
/** The key that every emulator has; it is published. */
const developmentKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='

function parseConnectionString(text: string): Omit<BlobAddress, 'url'> & { readonly endpoint: string } {
  const parts = new Map<string, string>()
  for (const part of text.split(';')) {
    const equals = part.indexOf('=')
    if (equals > 0) parts.set(part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim())
  }
  if (parts.get('usedevelopmentstorage')?.toLowerCase() === 'true') {
    const endpoint = `http://127.0.0.1:10000/${developmentAccount}`
    return { endpoint, account: developmentAccount, key: developmentKey }
  }
  const name = parts.get('accountname')
  const protocol = parts.get('defaultendpointsprotocol') ?? 'https'
  const suffix = parts.get('endpointsuffix') ?? 'core.windows.net'
  const written = parts.get('blobendpoint') ?? (name && `${protocol}://${name}.blob.${suffix}`)
  if (written === undefined || written === '') return refuse('the connection string names no account')
  const { endpoint, account } = serviceOf(written)
  const key = parts.get('accountkey')
  const signature = parts.get('sharedaccesssignature')?.replace(/^\?/, '')
  if (key === undefined && signature === undefined)
    return refuse('the connection string has neither a key nor a signature')
  if (key !== undefined) return { endpoint, account: name ?? account, key: checkedKey(key) }
  return { endpoint, account, ...(signature === undefined ? {} : { signature }) }
}

function checkedContainer(name: string): string {
  const isName = /^[a-z0-9](?:-?[a-z0-9])+$/.test(name) && name.length >= 3 && name.length <= 63
  return isName || name === '$root' || name === '$web' ? name : refuse(`'${name}' is no name of a container`)
}

const checkedKey = (key: string): string =>
  /^[A-Za-z0-9+/]{4,}={0,2}$/.test(key) ? key : refuse('the key of the account is not base64')

/** A blob's path as it stands in an address. */
export const encodeBlobPath = (path: string): string => path.split('/').map(encodeURIComponent).join('/')
