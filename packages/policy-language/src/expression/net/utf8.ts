/** `Encoding.UTF8.GetBytes`: half of a surrogate pair becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 3)
  let length = 0
  for (let at = 0; at < text.length; at++) {
    let code = text.codePointAt(at) ?? 0
    if (code > 0xffff) at++
    else if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd
    if (code < 0x80) bytes[length++] = code
    else {
      if (code < 0x800) bytes[length++] = 0xc0 | (code >> 6)
      else {
        if (code < 0x10000) bytes[length++] = 0xe0 | (code >> 12)
        else {
          bytes[length++] = 0xf0 | (code >> 18)
          bytes[length++] = 0x80 | ((code >> 12) & 63)
        }
        bytes[length++] = 0x80 | ((code >> 6) & 63)
      }
      bytes[length++] = 0x80 | (code & 63)
    }
  }
  return bytes.slice(0, length)
}

/** `Encoding.UTF8.GetString`: each part that is no UTF-8 becomes U+FFFD, as the Unicode standard recommends. */
export function decodeUtf8(bytes: Uint8Array): string {
  const pieces: string[] = []
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at++] ?? 0
    if (first < 0x80) text += String.fromCharCode(first)
    else {
      const { code, length } = decodeSequence(bytes, at, first)
      text += String.fromCodePoint(code)
      at += length
    }
    if (text.length > 8192) {
      pieces.push(text)
      text = ''
    }
  }
  return pieces.join('') + text
}

/** The character that begins with a lead byte; `length` bytes were taken after it. */
function decodeSequence(bytes: Uint8Array, at: number, first: number): { code: number; length: number } {
  const count =
    first >= 0xc2 && first <= 0xdf ? 1 : first >= 0xe0 && first <= 0xef ? 2 : first >= 0xf0 && first <= 0xf4 ? 3 : 0
  if (count === 0) return { code: 0xfffd, length: 0 }
  // Bounds of the second byte keep out overlong forms, surrogates and what is beyond Unicode.
  let least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  let greatest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  let code = first & (0x3f >> count)
  for (let length = 0; length < count; length++) {
    const next = bytes[at + length] ?? 0
    if (next < least || next > greatest) return { code: 0xfffd, length }
    code = (code << 6) | (next & 63)
    least = 0x80
    greatest = 0xbf
  }
  return { code, length: count }
}
