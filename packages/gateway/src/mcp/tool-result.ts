import { STATUS_CODES } from 'node:http'
import { isAppError } from '@sluice/contracts/errors'
import type { GatewayCall } from '../calls/gateway-call.ts'
import { isJsonType, isXmlType, readBodyText } from '../pipeline/body-text.ts'
import { compileSchema } from '../schemas/compile-schema.ts'
import { isObject } from '../schemas/schema-root.ts'
import type { OperationTool } from './operation-tool.ts'

export type ToolContent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image' | 'audio'; readonly data: string; readonly mimeType: string }
  | {
      readonly type: 'resource'
      readonly resource: { readonly uri: string; readonly mimeType: string; readonly blob: string }
    }

export interface ToolResult {
  readonly content: readonly ToolContent[]
  readonly structuredContent?: Readonly<Record<string, unknown>>
  readonly isError?: boolean
}

/** What an answer may hold: far more than a model reads, far less than what would hurt the gateway. */
const maxResultBytes = 4 * 1024 * 1024

export const errorResult = (text: string): ToolResult => ({ content: [{ type: 'text', text }], isError: true })

/** The response of a call as a model gets it. Never rejects: what breaks off is an error of the tool. */
export async function toToolResult({ response, call }: GatewayCall, tool: OperationTool): Promise<ToolResult> {
  const contentType = response.headers.get('Content-Type') ?? ''
  const announced = Number(response.headers.get('Content-Length') ?? 0)
  if (announced > maxResultBytes) {
    response.body = { kind: 'none' }
    return errorResult(tooLong)
  }
  try {
    if (isBinary(contentType)) {
      const bytes = await response.readBody()
      if (bytes.length > maxResultBytes) return errorResult(tooLong)
      const isFine = response.status < 400
      return { content: [toBinary(bytes, contentType, call.target)], ...(isFine ? {} : { isError: true }) }
    }
    const text = (await readBodyText(response, 'forward-request')) ?? ''
    if (Buffer.byteLength(text) > maxResultBytes) return errorResult(tooLong)
    if (response.status >= 300) return errorResult(`${statusLine(response.status)}\n${text}`.trimEnd())
    return toSuccess(text, contentType, tool, response.status)
  } catch (error) {
    if (!isAppError(error)) throw error
    return errorResult(`The answer could not be read: ${error.message}`)
  }
}

const tooLong = `The answer is longer than ${maxResultBytes / 1024 / 1024} MiB. Ask for less of it.`

const statusLine = (status: number): string =>
  `The operation answered ${status}${STATUS_CODES[status] === undefined ? '' : ` ${STATUS_CODES[status]}`}.`

function toSuccess(text: string, contentType: string, { outputSchema }: OperationTool, status: number): ToolResult {
  const content: ToolContent[] = [{ type: 'text', text: text === '' ? statusLine(status) : text }]
  if (outputSchema === undefined) return { content }
  const value = isJsonType(contentType) ? parseJson(text) : undefined
  if (!isObject(value)) return { content: [...content, note('it is no JSON object')], isError: true }
  // A client refuses an answer that does not fit what the tool promised, so it is told here what is wrong with it.
  const [fault] = compileSchema(outputSchema, '')(value)
  if (fault === undefined) return { content, structuredContent: value }
  const at = fault.pointer === '' ? '' : ` (at ${fault.pointer})`
  return { content: [...content, note(`${fault.message.replace(/\.$/, '')}${at}`)], isError: true }
}

const note = (what: string): ToolContent => ({
  type: 'text',
  text: `The answer is not what the operation's description says: ${what}.`,
})

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Said to be JSON, but none: the caller says so.
    return undefined
  }
}

const isBinary = (contentType: string): boolean =>
  contentType !== '' &&
  !isJsonType(contentType) &&
  !isXmlType(contentType) &&
  !/^\s*(?:text\/|application\/(?:x-www-form-urlencoded|javascript|yaml|x-yaml|graphql|sql|x-ndjson|problem)|image\/svg)/i.test(
    contentType,
  )

function toBinary(bytes: Uint8Array, contentType: string, target: string): ToolContent {
  const data = Buffer.from(bytes).toString('base64')
  const mimeType = (contentType.split(';')[0] ?? '').trim().toLowerCase()
  if (mimeType.startsWith('image/')) return { type: 'image', data, mimeType }
  if (mimeType.startsWith('audio/')) return { type: 'audio', data, mimeType }
  return { type: 'resource', resource: { uri: `gateway:${target}`, mimeType, blob: data } }
}
