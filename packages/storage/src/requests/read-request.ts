import { AppError } from '@sluice/contracts/errors'
import { parseQuery } from '@sluice/contracts/shared-key'
import type { ServerCall } from '@sluice/platform'
import type { AuthorizationRequest } from '../authorization/authorize.ts'
import { type AccountNames, readResource } from './resource.ts'
import { createHeaderReader, type StorageRequest } from './storage-request.ts'

/** A request that was read, and not yet authorised. */
export type ReadRequest = AuthorizationRequest & Omit<StorageRequest, 'call' | 'requestId' | 'access'>

/** @throws AppError of an address or header that cannot be read */
export function readRequest(call: ServerCall, account: AccountNames, nowMs: number): ReadRequest {
  const { names, header } = createHeaderReader(call)
  const [path = '/', queryText = ''] = splitOnce(call.target)
  const query = parseQuery(queryText)
  if (query === undefined) {
    throw new AppError('InvalidQueryParameterValue', {
      parameter: 'query',
      value: '',
      reason: 'a parameter stands twice or is not well encoded.',
    })
  }
  const host = header('host') ?? ''
  const hostName = host.startsWith('[') ? host : host.replace(/:\d*$/, '')
  const isContainer = query.get('restype') === 'container' || query.get('restype') === 'account'
  const resource = readResource(hostName, path, isContainer, account)
  const origin = `${call.isSecure ? 'https' : 'http'}://${host}`
  const isInPath = path.startsWith(`/${resource.account}`) && !hostName.toLowerCase().startsWith(`${resource.account}.`)
  return {
    method: call.method,
    path,
    query,
    header,
    headerNames: names,
    account: resource.account,
    endpoint: isInPath ? `${origin}/${resource.account}` : origin,
    container: resource.container ?? '',
    blob: resource.blob ?? '',
    isSecure: call.isSecure,
    remoteAddress: call.remoteAddress,
    nowMs,
  }
}

/** Verb, level and component: the key by which operations are found. */
export function toOperationKey({ method, query, container, blob, header }: ReadRequest): string {
  const level =
    query.get('restype') === 'account' ? 'account' : blob !== '' ? 'blob' : container !== '' ? 'container' : 'service'
  const isCopy = level === 'blob' && header('x-ms-copy-source') !== undefined && !query.has('comp')
  const component = isCopy ? 'copy' : query.get('comp')?.toLowerCase()
  if (query.has('snapshot') || query.has('versionid')) return `${method} snapshot`
  return component === undefined ? `${method} ${level}` : `${method} ${level}?${component}`
}

function splitOnce(target: string): readonly [string, string] {
  const at = target.indexOf('?')
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)]
}
