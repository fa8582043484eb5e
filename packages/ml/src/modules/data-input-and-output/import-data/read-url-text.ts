import { AppError } from '@sluice/contracts'
import type { RunContext } from '../../module.ts'
import { withoutQuery } from '../storage-failure.ts'
import type { NamedText } from './read-blob-texts.ts'
import { decode, decoderFor } from './text-decoding.ts'

/** @throws AppError `AddressInvalid`, `DownloadFailed`, `FileNotParsed`, or what the call failed of */
export async function readUrlText(
  url: string,
  { outgoing, signal, progress, log }: Pick<RunContext, 'outgoing' | 'signal' | 'progress' | 'log'>,
): Promise<NamedText> {
  const address = checkedAddress(url)
  const response = await outgoing.fetch(url.trim(), { signal })
  if (!response.ok) {
    throw new AppError('DownloadFailed', { address, reason: `It was answered with status ${response.status}.` })
  }
  const bytes = new Uint8Array(await response.arrayBuffer())
  progress(1, `${bytes.length} bytes`)
  log(`Read ${address}.`)
  const decoder = decoderFor(response.headers.get('content-type') ?? '')
  return { name: address, text: decode(decoder, address, bytes) + decode(decoder, address) }
}

/** As messages show it. @throws AppError `AddressInvalid` */
export function checkedAddress(url: string): string {
  const address = withoutQuery(url.trim())
  if (!/^https?:\/\//i.test(url.trim()) || !URL.canParse(url.trim())) throw new AppError('AddressInvalid', { address })
  return address
}
