import { AppError } from '@sluice/contracts/errors'
import { parseQuery } from '@sluice/contracts/shared-key'
import type { ReadRequest } from './read-request.ts'
import { type AccountNames, type Resource, readResource } from './resource.ts'
import type { Access, StorageRequest } from './storage-request.ts'

/**
 * Finds what `x-ms-copy-source` names. With the key of the account everything of it may be read; otherwise the source needs
 * a signature of its own.
 */
export function createSourceLocator(account: AccountNames, authorized: (read: ReadRequest) => Access) {
  return (request: StorageRequest, source: string): { readonly container: string; readonly blob: string } => {
    const refuse = (reason: string, cause?: unknown): never => {
      throw new AppError('CannotVerifyCopySource', { reason }, { cause })
    }
    // Old versions name a blob of the account by its path alone.
    const address = source.startsWith('/')
      ? `http://${account.names[0]}.localhost${withoutAccount(source, account)}`
      : source
    if (!URL.canParse(address)) return refuse('it is no absolute address')
    const url = new URL(address)
    const query = parseQuery(url.search.slice(1)) ?? refuse('its query cannot be read')
    let found: Resource
    try {
      assertOwnHost(url, request, account)
      found = readResource(url.hostname, url.pathname, false, account)
    } catch (error) {
      return refuse('it is no blob of this account', error)
    }
    const { container, blob } = found
    if (container === undefined || blob === undefined) return refuse('it is no blob')
    if (query.has('snapshot') || query.has('versionid')) return refuse('there are no snapshots and versions here')
    if (request.access.by === 'key') return { container, blob }
    let access: Access
    try {
      const nothing = () => undefined
      access = authorized({
        ...(request as unknown as ReadRequest),
        ...found,
        method: 'GET',
        path: url.pathname,
        query,
        container,
        blob,
        header: nothing,
        headerNames: [],
        isSecure: request.call.isSecure,
        remoteAddress: request.call.remoteAddress,
      })
    } catch (error) {
      return refuse('its signature is not right', error)
    }
    return access.permissions.includes('r') ? { container, blob } : refuse('its signature does not let read')
  }
}

const withoutAccount = (path: string, { names }: AccountNames): string => {
  const [, first = '', ...rest] = path.split('/')
  return names.includes(first) && rest.length > 1 ? `/${rest.join('/')}` : path
}

/** An address with the account in its path says nothing of whose account that is; only the host does. */
function assertOwnHost({ host, hostname }: URL, request: StorageRequest, { names, ownHost }: AccountNames): void {
  const isOwn =
    host === request.header('host') ||
    hostname === ownHost ||
    names.includes(hostname.split('.')[0] ?? '') ||
    isLoopback(hostname)
  if (!isOwn) throw new Error(`${host} is not this account.`)
}

const isLoopback = (hostname: string): boolean => /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost)$/.test(hostname)
