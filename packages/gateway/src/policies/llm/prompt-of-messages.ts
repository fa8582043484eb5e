import { promptText } from './token-usage.ts'

/**
 * The text by which a conversation is compared with others.
 * @returns undefined for what is no conversation, and for one that is too long to have been asked before
 */
export function promptOfMessages(
  body: string,
  options: { readonly ignoresSystem: boolean; readonly maxMessages: number | undefined },
): string | undefined {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    // What is no JSON is no conversation; the backend says what is wrong with it.
    return undefined
  }
  if (typeof json !== 'object' || json === null) return undefined
  if (!('messages' in json) || !Array.isArray(json.messages)) return promptText(body)
  const messages = json.messages.filter((message) => !options.ignoresSystem || message?.role !== 'system')
  if (options.maxMessages !== undefined && messages.length > options.maxMessages) return undefined
  return promptText(JSON.stringify({ messages }))
}
