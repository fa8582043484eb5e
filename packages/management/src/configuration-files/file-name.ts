/** Room for suffixes, and for file systems that count bytes: none takes names of more than 255. */
const maxNameBytes = 120

const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|order)(?=\.|$)/i
const ambiguousEnding = /\.(?=(policy|definition|escaped|yaml|xml|json)$)/i

/**
 * An identifier as the name of a file or folder: what some file system cannot hold, or would take for something else,
 * is percent-encoded. A very long one becomes folders, all but the last ending with `%`.
 */
export function encodeFileName(name: string): string {
  // Some systems compose accents when they store a name, others take them apart: then only ASCII comes back as it was.
  const unsafe = name === name.normalize('NFC') ? /[%<>:"/\\|?*\p{C}]/gu : /[%<>:"/\\|?*\p{Cc}]|[^\p{ASCII}]/gu
  const encoded = [...name.replace(unsafe, toPercent)]
    // Systems without letter case compare capitals: two letters with one capital are two names only when encoded.
    .map((letter) => (letter.toUpperCase().toLowerCase() === letter.toLowerCase() ? letter : toPercent(letter)))
    .join('')
    .replace(/^[. ]|[. ]$/g, toPercent)
    .replace(reserved, (word) => toPercent(word.charAt(0)) + word.slice(1))
    .replace(ambiguousEnding, toPercent)
  return inFolders(encoded)
}

/** The identifier that a path of `encodeFileName` stands for; its folders are separate parts. */
export function decodeFileName(parts: readonly string[]): string | undefined {
  const joined = parts.map((part, at) => (at === 0 ? part : part.slice(1)).replace(/%$/, '')).join('')
  try {
    return decodeURIComponent(joined.normalize('NFC'))
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

/** Parts of a path, those of one identifier together. */
export function groupFileNameParts(parts: readonly string[]): string[][] {
  const groups: string[][] = []
  let isOpen = false
  for (const part of parts) {
    if (isOpen) groups.at(-1)?.push(part)
    else groups.push([part])
    isOpen = part.endsWith('%')
  }
  return groups
}

const toPercent = (text: string): string =>
  [...new TextEncoder().encode(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')

function inFolders(encoded: string): string {
  const pieces: string[] = []
  let piece = ''
  for (const [letter] of encoded.matchAll(/%[0-9A-F]{2}|./gsu)) {
    if (new TextEncoder().encode(piece + letter).length > maxNameBytes) {
      pieces.push(`${piece}%`)
      piece = '_'
    }
    piece += letter
  }
  return [...pieces, piece].join('/')
}
