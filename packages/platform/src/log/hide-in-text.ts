const hidden = '[hidden]'

/** In one look whether a text can hold any of what is below: nearly all texts hold nothing. */
const mayHold = /[=:@]|bearer|basic|eyJ/i

/** `Bearer …`, `Basic …`, `SharedAccessSignature …`, as they stand in headers. */
const schemes = /\b(Bearer|Basic|SharedAccessSignature|SharedKey)(\s+)[\w+/=.~:&%-]{4,}/gi
/** Tokens in the form of JSON Web Tokens, wherever they stand. */
const webTokens = /\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g
/** `postgres://user:password@host`, `https://x:y@host` */
const addresses = /([a-z][a-z\d+.-]*:\/\/[^\s:/?#@]*:)[^\s/?#@]+@/gi
/** `AccountKey=…;`, `&sig=…`, `password: …`, `"subscription-key":"…"`; values end where a parameter or a part would. */
const pairs = new RegExp(
  [
    // Names of bounded length: what somebody repeats must not take the square of its length.
    String.raw`\b((?:[\w-]{0,40}(?:password|passphrase|secret|token|credential|authorization|cookie|[-_]key)`,
    '|(?:account|access|api|primary|secondary|shared|subscription|private|master|client)?key|pwd|sig|signature)',
    String.raw`["']?\s*[=:]\s*["']?(?:(?:Bearer|Basic|SharedAccessSignature|SharedKey)\s+)?)`,
    String.raw`(?!\[hidden\]|(?:Bearer|Basic|SharedAccessSignature|SharedKey)\s)[^\s"'&;,<>(){}[\]]+`,
  ].join(''),
  'gi',
)

/**
 * A text as it may be written: values of keys, passwords, tokens and signatures in it are hidden, such as those of
 * connection strings, of addresses and of headers that a message quotes.
 */
export function hideInText(text: string): string {
  if (!mayHold.test(text)) return text
  return text
    .replace(webTokens, hidden)
    .replace(schemes, `$1$2${hidden}`)
    .replace(addresses, `$1${hidden}@`)
    .replace(pairs, `$1${hidden}`)
}
