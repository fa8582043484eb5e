import { AppError } from '@sluice/contracts'
import type { OutgoingHttp } from '@sluice/platform'

export interface ResourceLocation {
  readonly BaseLocation?: string | null | undefined
  readonly RelativeLocation?: string | null | undefined
  readonly SasBlobToken?: string | null | undefined
}

/** Files of this installation's own storage account, which its own process reads without a call. */
export interface OwnFiles {
  /** Undefined when the address is none of this installation's. @throws AppError when the file cannot be read */
  read(url: URL): Promise<Uint8Array | undefined>
}

/**
 * Reads the file that a batch job left, at its three-part address.
 * @throws AppError `InvalidBlob`, `BlobNotFound`
 * @see reference: AzureML, 3.4
 */
export async function fetchResource(
  location: ResourceLocation,
  { outgoing, ownFiles }: { readonly outgoing: OutgoingHttp; readonly ownFiles?: OwnFiles | undefined },
): Promise<Uint8Array> {
  const url = toUrl(location)
  const own = await ownFiles?.read(url)
  if (own !== undefined) return own
  // The token stays out of what is said and logged.
  const blob = `${url.origin}${url.pathname}`
  const answer = await outgoing.fetch(url, { headers: { Accept: '*/*' } }).catch((error: unknown) => {
    throw new AppError('BlobNotFound', { blob, reason: withoutQuery((error as Error).message) }, { cause: error })
  })
  if (!answer.ok) throw new AppError('BlobNotFound', { blob, reason: `The answer was ${answer.status}.` })
  return new Uint8Array(await answer.arrayBuffer())
}

function toUrl({ BaseLocation, RelativeLocation, SasBlobToken }: ResourceLocation): URL {
  const base = BaseLocation ?? ''
  const path = RelativeLocation ?? ''
  const token = SasBlobToken ?? ''
  const joined = `${base.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`
  const url = URL.parse(token === '' ? joined : `${joined}${token.startsWith('?') ? '' : '?'}${token}`)
  if (base === '' || path === '' || url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new AppError('InvalidBlob', { blob: joined })
  }
  return url
}

const withoutQuery = (message: string) => message.replace(/\?[^\s'"]*/g, '?…')
