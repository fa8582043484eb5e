import { AppError } from '@sluice/contracts/errors'

/** What a request is about. */
export interface Resource {
  /** As the caller named it. */
  readonly account: string
  readonly container?: string
  readonly blob?: string
}

export interface AccountNames {
  /** The account's name, then its other ones. */
  readonly names: readonly string[]
  /** Host of the public address, where the account is not in the path of that. */
  readonly ownHost?: string
}

const maxBlobCharacters = 1024
const maxBlobSegments = 254
const specialContainers: readonly string[] = ['$root', '$web', '$logs']

/**
 * Reads the address in each of its forms: `host/account/container/blob`, `account.any.host/container/blob`, and
 * `own.host/container/blob`.
 * @param path as received
 * @throws AppError `StorageAccountUnknown`, `InvalidUri`, `InvalidResourceName`, `OutOfRangeInput`
 */
export function readResource(
  host: string,
  path: string,
  isContainer: boolean,
  { names, ownHost }: AccountNames,
): Resource {
  const [firstLabel = ''] = host.split('.')
  const segments = path.split('/').slice(1)
  let account: string | undefined
  if (names.includes(firstLabel.toLowerCase()) && host.includes('.')) account = firstLabel.toLowerCase()
  else if (ownHost !== undefined && host.toLowerCase() === ownHost) account = names[0]
  else if (names.includes(segments[0] ?? '')) account = segments.shift()
  if (account === undefined) throw new AppError('StorageAccountUnknown', {})
  const [container = '', ...rest] = segments
  if (container === '') {
    if (rest.length > 0) throw new AppError('InvalidUri', {})
    return { account }
  }
  if (rest.length === 0 || (rest.length === 1 && rest[0] === '')) {
    // A blob of the root container stands right below the account.
    if (!isContainer) return { account, container: '$root', blob: readBlobName(container) }
    return { account, container: checkedContainer(decode(container)) }
  }
  return { account, container: checkedContainer(decode(container)), blob: readBlobName(rest.join('/')) }
}

/** @throws AppError `InvalidResourceName`, `OutOfRangeInput` */
export function checkedContainer(name: string): string {
  if (specialContainers.includes(name)) return name
  if (!/^[a-z0-9](?:-?[a-z0-9])*$/.test(name)) throw new AppError('InvalidResourceName', {})
  if (name.length < 3 || name.length > 63) throw new AppError('OutOfRangeInput', {})
  return name
}

/** @throws AppError `InvalidUri`, `OutOfRangeInput` */
export function readBlobName(path: string): string {
  const name = decode(path)
  const segments = name.split('/')
  // What stands between takes such segments out, so that the name would depend on the way.
  if (segments.some((segment) => segment === '.' || segment === '..')) throw new AppError('InvalidUri', {})
  // Lists are XML, which has no way to write these.
  if (/\p{Cc}|[\ufffe\uffff]/u.test(name)) throw new AppError('InvalidUri', {})
  if (name.length > maxBlobCharacters || segments.length > maxBlobSegments) throw new AppError('OutOfRangeInput', {})
  return name
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    throw new AppError('InvalidUri', {}, { cause })
  }
}
