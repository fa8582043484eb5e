import type { ConsoleCall } from '@sluice/contracts'
import { fetchAnswer } from '../../shared/api-client/send.ts'
import type { BuiltRequest } from './build-request.ts'

/** What came back from the gateway, whatever its status. */
export interface ConsoleAnswer {
  readonly url: string
  readonly status: number
  readonly reason: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly bytes: Uint8Array<ArrayBuffer>
  /** As they came, before they were unpacked. */
  readonly sentBytes: number
  /** Until the last byte was there. */
  readonly milliseconds: number
  /** Whether there was more than the console hands on. */
  readonly isCut: boolean
}

export interface ConsoleCallOptions {
  readonly service: string
  readonly request: BuiltRequest
  readonly file: Blob | undefined
  readonly timeoutSeconds: number
  readonly signal: AbortSignal
  /** Called with the bytes that have come so far. */
  readonly onProgress: (bytes: number) => void
}

/** Has the server call the gateway. @throws ApiError with the reason why no answer came; AbortError when it was stopped */
export async function sendConsoleCall(options: ConsoleCallOptions): Promise<ConsoleAnswer> {
  const { service, request, file, timeoutSeconds, signal, onProgress } = options
  const { method, url, headers, text } = request
  const body = file !== undefined ? { base64: await toBase64(file) } : text === undefined ? undefined : { text }
  const call: ConsoleCall = {
    service,
    method,
    url,
    headers: headers.map(([name, value]) => [name, value]),
    timeoutSeconds,
    ...(body === undefined ? {} : { body }),
  }
  const started = performance.now()
  const response = await fetchAnswer('/api/console', { method: 'POST', body: call, signal, isAnonymous: true })
  const packed = await readAll(response, onProgress)
  const milliseconds = performance.now() - started
  const answerHeaders = unpackHeaders(response.headers.get('X-Console-Headers') ?? '')
  const limit = Number(response.headers.get('X-Console-Limit') ?? Number.POSITIVE_INFINITY)
  return {
    url: response.headers.get('X-Console-Url') ?? url,
    status: Number(response.headers.get('X-Console-Status')),
    reason: response.headers.get('X-Console-Reason') ?? '',
    headers: answerHeaders,
    bytes: await unpackBody(packed, answerHeaders),
    sentBytes: packed.length,
    milliseconds,
    isCut: packed.length === limit,
  }
}

async function readAll(response: Response, onProgress: (bytes: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
    if (done || value === undefined) break
    chunks.push(value)
    length += value.length
    onProgress(length)
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

/** Names and values in base64url of JSON. */
export function unpackHeaders(text: string): readonly (readonly [string, string])[] {
  if (text === '') return []
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
  return JSON.parse(new TextDecoder().decode(bytes)) as readonly (readonly [string, string])[]
}

/** The console hands packed bodies on as they are; whoever asked for one wants to read it. */
export async function unpackBody(
  bytes: Uint8Array<ArrayBuffer>,
  headers: readonly (readonly [string, string])[],
): Promise<Uint8Array<ArrayBuffer>> {
  const encoding = headers
    .find(([name]) => name.toLowerCase() === 'content-encoding')?.[1]
    ?.trim()
    .toLowerCase()
  if (encoding !== 'gzip' && encoding !== 'deflate') return bytes
  try {
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(encoding))
    return new Uint8Array(await new Response(unpacked).arrayBuffer())
  } catch {
    // It is not what its header says: shown as it came.
    return bytes
  }
}

export async function toBase64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const parts: string[] = []
  // In pieces: a call takes no more than some ten thousand arguments.
  for (let at = 0; at < bytes.length; at += 30_000) parts.push(String.fromCharCode(...bytes.subarray(at, at + 30_000)))
  return btoa(parts.join(''))
}
