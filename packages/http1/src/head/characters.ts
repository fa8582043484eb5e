/** What each byte may be a part of. @see RFC 9110, 5.5 and 5.6.2; RFC 9112, 3.2 */
export const inToken = 1
/** Of a field value: visible, space, tab, and bytes above 127. */
export const inValue = 2
/** Of a request target: visible ASCII but for the fragment's `#`. */
export const inTarget = 4
/** Of a method: capital letters, digits and hyphens. */
export const inMethod = 8
export const inDigits = 16
/** Of a host name, IPv4 address or registered name; brackets and percent signs are looked at more closely. */
export const inPlainHost = 32

const isIn = (text: string, code: number) => text.includes(String.fromCharCode(code))

/** 256 entries, one for each byte: the sum of what it may be a part of. */
export const classes: Uint8Array = Uint8Array.from({ length: 256 }, (_, code) => {
  const isDigit = code >= 48 && code <= 57
  const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
  const isVisible = code > 32 && code < 127
  let sum = 0
  if (isDigit || isLetter || isIn("!#$%&'*+-.^_`|~", code)) sum |= inToken
  if (isVisible || code === 32 || code === 9 || code > 127) sum |= inValue
  if (isVisible && code !== 35) sum |= inTarget
  if ((code >= 65 && code <= 90) || isDigit || code === 45 || code === 95) sum |= inMethod
  if (isDigit) sum |= inDigits
  if (isDigit || isLetter || code === 45 || code === 46 || code === 95) sum |= inPlainHost
  return sum
})

export const cr = 13
export const lf = 10
export const space = 32
export const tab = 9
export const colon = 58
export const slash = 47
