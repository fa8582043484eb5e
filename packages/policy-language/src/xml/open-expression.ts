import { endOfCSharp } from './csharp-span.ts'

/** Where a value begins with an expression: behind a quotation mark or a tag, white space only between. */
const valueStart = /["'>]\s*(?=@[({])/g

/**
 * The C# up to a place of a document that is being written, from the `@` of its expression, as C# and not as XML has it;
 * undefined when the place is in no expression. It need not be closed, and what follows the place does not count.
 * @param offset in UTF-16 units
 */
export function openExpressionAt(text: string, offset: number): string | undefined {
  const before = text.slice(0, offset)
  let start = -1
  for (const { 0: opener, index } of before.matchAll(valueStart)) start = index + opener.length
  if (start < 0 || offset < start + 2) return undefined
  const written = before.slice(start)
  // It ended before the place, or the brackets there match nothing and so it cannot be told.
  if (endOfCSharp(written, 1) !== undefined) return undefined
  const end = endOfCSharp(text, start + 1)
  const isUnclosed = end === undefined || end < offset
  // One that is never closed would reach over all the rest of the document.
  if (isUnclosed && /<\/[a-z]|\/>/i.test(written)) return undefined
  return written.replace(/&(quot|apos|lt|gt|amp);/g, (_, name: string) => references[name] ?? '')
}

const references: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' }
