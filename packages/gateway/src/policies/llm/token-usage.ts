import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import type { CallContext } from '../../pipeline/call-context.ts'

/** Tokens of one exchange with a language model. */
export interface TokenUsage {
  readonly prompt: number
  readonly completion: number
  /** The backend did not say; counted by the length of texts. */
  readonly isEstimated: boolean
}

/** Longest answer that is looked at. */
const maxBytes = 8 * 1024 * 1024

/** A token of English text has about four characters. */
export const estimateTokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / 4)

/** All texts of a prompt: of messages, of a plain prompt or input. @returns undefined for what is no prompt */
export function promptText(body: string): string | undefined {
  const json = parse(body)
  if (!isRecord(json)) return undefined
  const messages = Array.isArray(json.messages) ? json.messages : []
  const parts = [
    ...messages.flatMap((one) => (isRecord(one) ? textsIn(one.content) : [])),
    ...textsIn(json.prompt),
    ...textsIn(json.input),
  ]
  return parts.length === 0 ? undefined : parts.join('\n')
}

function textsIn(content: unknown): readonly string[] {
  if (typeof content === 'string') return [content]
  if (Array.isArray(content)) return content.flatMap(textsIn)
  if (!isRecord(content)) return []
  return [...textsIn(content.text), ...textsIn(content.content)]
}

/**
 * Tells what each answer of the backend used, when it has passed; nobody waits for it, and streams are not held back.
 * @param prompt what the prompt has, where the answer does not say
 */
export function watchUsage(context: CallContext, prompt: () => number, tell: (usage: TokenUsage) => void): void {
  const { response } = context
  response.onReceived(() => {
    if (response.status < 200 || response.status > 299) return
    const encoding = (response.headers.get('Content-Encoding') ?? '').trim().toLowerCase()
    let chunks: Uint8Array[] = []
    let size = 0
    response.tapBody({
      onData(chunk) {
        size += chunk.length
        if (size <= maxBytes) chunks.push(chunk)
        else chunks = []
      },
      onEnd() {
        const text = size > maxBytes ? undefined : unpack(Buffer.concat(chunks), encoding)
        tell((text === undefined ? undefined : readUsage(text, prompt)) ?? estimate('', prompt))
      },
    })
  })
}

function unpack(bytes: Uint8Array, encoding: string): string | undefined {
  const limit = { maxOutputLength: maxBytes }
  try {
    switch (encoding) {
      case '':
      case 'identity':
        return Buffer.from(bytes).toString('utf8')
      case 'gzip':
      case 'x-gzip':
        return gunzipSync(bytes, limit).toString('utf8')
      case 'deflate':
        return inflateSync(bytes, limit).toString('utf8')
      case 'br':
        return brotliDecompressSync(bytes, limit).toString('utf8')
      default:
        return undefined
    }
  } catch {
    // What cannot be unpacked is the client's to complain of; here it only stays uncounted.
    return undefined
  }
}

const estimate = (completion: string, prompt: () => number): TokenUsage => ({
  prompt: prompt(),
  completion: estimateTokens(completion),
  isEstimated: true,
})

/** Of a whole answer or of a stream of events. */
export function readUsage(text: string, prompt: () => number): TokenUsage | undefined {
  const whole = parse(text)
  if (whole !== undefined) return usageOf(whole) ?? estimate(completionOf(whole), prompt)
  const events = text
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => parse(line.slice('data:'.length)))
    .filter((event) => event !== undefined)
  if (events.length === 0) return undefined
  const told = events.map(usageOf).findLast((usage) => usage !== undefined)
  return told ?? estimate(events.map(completionOf).join(''), prompt)
}

function usageOf(json: unknown): TokenUsage | undefined {
  if (!isRecord(json)) return undefined
  const usage = isRecord(json.usage)
    ? json.usage
    : isRecord(json.response) && isRecord(json.response.usage)
      ? json.response.usage
      : undefined
  if (usage === undefined) return undefined
  const prompt = numberIn(usage.prompt_tokens) ?? numberIn(usage.input_tokens)
  const completion = numberIn(usage.completion_tokens) ?? numberIn(usage.output_tokens)
  if (prompt === undefined && completion === undefined) return undefined
  return { prompt: prompt ?? 0, completion: completion ?? 0, isEstimated: false }
}

/** Texts that a model said, in one piece or in a piece of a stream. */
function completionOf(json: unknown): string {
  if (!isRecord(json)) return ''
  const choices = Array.isArray(json.choices) ? json.choices.filter(isRecord) : []
  return choices
    .flatMap(({ message, delta, text }) => [message, delta, text].flatMap(textsIn))
    .concat(textsIn(json.delta))
    .join('')
}

const numberIn = (value: unknown): number | undefined => (typeof value === 'number' && value >= 0 ? value : undefined)

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Events end with a line that is no JSON, and an answer may be anything.
    return undefined
  }
}
