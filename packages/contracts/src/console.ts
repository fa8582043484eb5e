import * as z from 'zod'
import { serviceName } from './resources/identifiers.ts'

/** A token as HTTP names it. @see RFC 9110, 5.6.2 */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const controls = /[\u0000-\u0008\u000a-\u001f\u007f]/

const method = z
  .string()
  .max(40)
  .regex(token, 'must be a method of HTTP')
  .refine((name) => !/^(?:CONNECT|TRACE)$/i.test(name), 'must be another method: this one is not sent')
const headers = z
  .array(
    z.tuple([
      z.string().max(200).regex(token, 'must be a name of a header'),
      z
        .string()
        .max(16_384)
        .refine((value) => !controls.test(value), 'must not have line breaks or other control characters'),
    ]),
  )
  .max(200)
  .default([])

/** Content of a request: as text, sent in UTF-8, or as bytes. */
const body = z.union([z.strictObject({ text: z.string() }), z.strictObject({ base64: z.base64() })])

/** Headers that every hop writes by itself, or that are nobody's business but the browser's. */
export const headersNotSent: readonly string[] = [
  'connection',
  'content-length',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

const sentHeaders = headers.superRefine((list, context) => {
  for (const [at, [name]] of list.entries()) {
    if (headersNotSent.includes(name.toLowerCase())) {
      context.addIssue({
        code: 'custom',
        path: [at],
        message: `must be left out: '${name}' is not sent by the console`,
      })
    }
  }
})

/** What the console sends, and where. */
export const consoleCall = z.strictObject({
  service: serviceName.optional(),
  method,
  url: z.string().min(1).max(16_384),
  headers: sentHeaders,
  body: body.optional(),
  /** Until the answer begins. */
  timeoutSeconds: z.int().min(1).max(300).default(60),
})

export type ConsoleCall = z.infer<typeof consoleCall>

/** A WebSocket that the console opens, and where: `ws://localhost:8000/chat`. */
export const consoleWebSocketCall = z.strictObject({
  service: serviceName.optional(),
  url: z.string().min(1).max(16_384),
  headers: sentHeaders.refine(
    (list) => list.every(([name]) => !/^sec-websocket-/i.test(name)),
    'must not have headers of the handshake itself: the console writes them',
  ),
  /** Subprotocols that the page offers, the first one first. */
  protocols: z.array(z.string().max(200).regex(token, 'must be the name of a subprotocol')).max(20).default([]),
  /** Until the gateway has answered the handshake. */
  timeoutSeconds: z.int().min(1).max(300).default(60),
})
export type ConsoleWebSocketCall = z.infer<typeof consoleWebSocketCall>

/** A ticket with which the page comes for the connection, or what the gateway said in place of opening it. */
export type ConsoleWebSocketAnswer =
  | { readonly ticket: string; readonly protocol: string | null; readonly refused?: undefined }
  | { readonly refused: { readonly status: number; readonly reason: string; readonly text: string } }

/** Printable ASCII without what no address holds; parameters of a URL template may still have to be filled in. */
const sampleUrl = /^https?:\/\/(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;={}]|%[0-9A-Fa-f]{2})+$/

/** A request that samples are written for. */
export const sampleRequest = z
  .strictObject({
    method,
    url: z.string().max(8_192).regex(sampleUrl, 'must be an http or https address with its special characters encoded'),
    headers,
    body: z
      .strictObject({
        text: z
          .string()
          .max(32_768)
          .refine((text) => !text.includes('\u0000'), 'must not have the character of number 0'),
      })
      .optional(),
  })
  .refine(({ method: name, body: sent }) => !/^(?:GET|HEAD)$/i.test(name) || !sent?.text, {
    path: ['body'],
    message: 'must be left out for GET and HEAD: many clients cannot send one',
  })

export type SampleRequest = z.infer<typeof sampleRequest>
