const chunk = 8_192

/** Bytes as Base64. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  // All at once would be more arguments than a call can have.
  for (let at = 0; at < bytes.length; at += chunk) text += String.fromCharCode(...bytes.subarray(at, at + chunk))
  return btoa(text)
}
