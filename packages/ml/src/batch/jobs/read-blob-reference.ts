import { AppError, type BatchFileFormat, isAppError } from '@sluice/contracts'
import type { BlobAccess, Blobs } from '@sluice/platform'
import { isRecord } from '../../endpoints/is-record.ts'

/** Where a file is, its secrets in clear. */
export interface BlobReference {
  readonly access: BlobAccess
  /** Of the container, as messages show it. */
  readonly address: string
  readonly path: string
  readonly format: BatchFileFormat
}

/** What is asked of a reference, and how it is told of. */
export interface ReferenceRule {
  /** Of the web service, for messages. */
  readonly name: string
  readonly direction: 'input' | 'output'
  readonly formats: readonly BatchFileFormat[]
}

const maxPathLength = 1024
const maxSegments = 254

/**
 * Reads where a file is, by connection string or by signature. Nothing is called: whether it is there shows when the job
 * runs.
 * @throws AppError `MissingInputBlobInformation`, `MissingOutputOverrideSpecification`, `InputBlobRelativeLocationInvalid`,
 * `InvalidBlob`, `InvalidBlobConnectionString`, `InvalidBlobExtension`
 * @see reference: AzureML, 2.2 and 2.3
 */
export async function readBlobReference(
  value: unknown,
  rule: ReferenceRule,
  blobs: Pick<Blobs, 'openContainer' | 'locate'>,
): Promise<BlobReference> {
  const target = rule.name
  if (!isRecord(value)) throw missing(rule)
  const text = (member: string): string => {
    const given = value[member] ?? ''
    if (typeof given === 'string') return given.trim()
    throw new AppError('BatchMemberInvalid', { member, reason: 'must be text' }, { target })
  }
  const connectionString = text('ConnectionString')
  const location = text('RelativeLocation').replace(/^\/+/, '')
  const base = text('BaseLocation')
  const token = text('SasBlobToken')
  if (connectionString === '' && base === '') throw missing(rule)
  if (location === '') {
    throw rule.direction === 'input' ? new AppError('InputBlobRelativeLocationInvalid', {}, { target }) : missing(rule)
  }
  // A name that is written into an address is decoded; beside a connection string it stands as it is.
  const relative = connectionString === '' ? decode(location, target) : location
  checkPath(relative, location, target)
  const slash = relative.indexOf('/')
  const container = slash < 0 ? relative : relative.slice(0, slash)
  const path = slash < 0 ? '' : relative.slice(slash + 1)
  if (path === '') throw invalid(location, target, 'It names a container and no file in it.')
  const format = readFormat(path, location, rule)
  const access: BlobAccess =
    connectionString === ''
      ? locateContainer({ base, container, token, location, target }, blobs)
      : { by: 'connection-string', connectionString, container }
  try {
    const { address } = await blobs.openContainer(access)
    return { access, address, path, format }
  } catch (error) {
    if (!isAppError(error) || error.code !== 'BlobAddressInvalid') throw error
    const { reason } = error.parameters as { readonly reason: string }
    // What is wrong with the name of the container is nothing wrong with the connection string.
    throw connectionString === '' || reason.includes('no name of a container')
      ? invalid(location, target, `It cannot be used: ${reason}.`)
      : new AppError('InvalidBlobConnectionString', { reason }, { target })
  }
}

const missing = ({ name, direction }: ReferenceRule): AppError =>
  direction === 'input'
    ? new AppError('MissingInputBlobInformation', {}, { target: name })
    : new AppError('MissingOutputOverrideSpecification', {}, { target: name })

const invalid = (blob: string, target: string, message: string): AppError =>
  new AppError('InvalidBlob', { blob }, { target, faults: [{ code: 'InvalidBlob', target, message }] })

function decode(location: string, target: string): string {
  try {
    return decodeURIComponent(location)
  } catch {
    throw invalid(location, target, 'Its RelativeLocation has a percent sign that encodes nothing.')
  }
}

/** A path that an address would change on its way must not pass: it would lead to another container or blob. */
function checkPath(relative: string, location: string, target: string): void {
  const segments = relative.split('/')
  if (segments.some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment))) {
    throw invalid(location, target, "Its RelativeLocation holds '.' or '..'.")
  }
  if (segments.slice(0, -1).some((segment) => segment === '')) {
    throw invalid(location, target, 'Its RelativeLocation has two slashes after one another.')
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not stand in a name
  if (/[\u0000-\u001f\u007f\\]/.test(relative) || !relative.isWellFormed()) {
    throw invalid(location, target, 'Its RelativeLocation holds a backslash or a control character.')
  }
  if (relative.length > maxPathLength || segments.length > maxSegments) {
    throw invalid(location, target, `Its RelativeLocation is longer than ${maxPathLength} characters.`)
  }
}

function readFormat(path: string, location: string, { name, formats }: ReferenceRule): BatchFileFormat {
  const ending = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase()
  const format = formats.find((known) => known === ending)
  if (format !== undefined) return format
  const extensions = formats.map((known) => `.${known}`).join(', ')
  throw new AppError('InvalidBlobExtension', { blob: location, extensions }, { target: name })
}

interface SignedPlace {
  readonly base: string
  readonly container: string
  readonly token: string
  readonly location: string
  readonly target: string
}

function locateContainer({ base, container, token, location, target }: SignedPlace, blobs: Pick<Blobs, 'locate'>) {
  const query = token === '' || token.startsWith('?') ? token : `?${token}`
  if (/[?#]/.test(base))
    throw invalid(location, target, 'Its BaseLocation has a query; that belongs into SasBlobToken.')
  try {
    return blobs.locate(`${base.replace(/\/+$/, '')}/${encodeURIComponent(container)}${query}`).access
  } catch (error) {
    if (!isAppError(error) || error.code !== 'BlobAddressInvalid') throw error
    const { reason } = error.parameters as { readonly reason: string }
    throw invalid(location, target, `It cannot be used: ${reason}.`)
  }
}
