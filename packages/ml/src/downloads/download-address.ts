import type { OutgoingHttp } from '@sluice/platform'

/** A file that is on its way here. */
export interface Download {
  readonly chunks: AsyncIterable<Uint8Array>
  /** 0 where that is not known. */
  readonly totalBytes: number
  /** As the sender says it; empty where it does not. */
  readonly contentType: string
}

export interface DownloadOptions {
  readonly maxBytes: number
  readonly signal: AbortSignal
}

/**
 * Opens the file at an address, through the one client that judges addresses.
 * @returns the status instead where that is no success
 * @throws AppError what the client refuses; from the chunks too, `OutgoingAnswerTooLarge` among it
 */
export async function openAddress(
  outgoing: OutgoingHttp,
  address: string,
  { maxBytes, signal }: DownloadOptions,
): Promise<Download | { readonly status: number }> {
  const response = await outgoing.stream(address, { signal, maxBodyBytes: maxBytes })
  if (!response.ok) {
    await response.body?.cancel()
    return { status: response.status }
  }
  return {
    chunks: response.body ?? nothing(),
    totalBytes: Number(response.headers.get('content-length') ?? 0),
    contentType: response.headers.get('content-type') ?? '',
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
