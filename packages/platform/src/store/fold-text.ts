/**
 * A text as conditions compare it: without case. What no database keeps in a text (the zero character, half of a
 * surrogate pair) counts as U+FFFD, the replacement character.
 */
export const foldText = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd').toLowerCase()

/** Folded texts by code points, as databases compare bytes of UTF-8. */
export const compareFolded = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))
