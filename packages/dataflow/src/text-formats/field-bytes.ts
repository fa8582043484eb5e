/** What a field of bytes is, where that can be told without making a text of it. */

const digitZero = 48
const digitNine = 57
const point = 46
const minus = 45
const plus = 43

/** Digits with or without a sign, at most nine, so that they fit an Int32 in any case. */
export function isShortWhole(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start
  if (bytes[at] === minus || bytes[at] === plus) at += 1
  if (at === end || end - at > 9) return false
  for (; at < end; at += 1) {
    const byte = bytes[at] as number
    if (byte < digitZero || byte > digitNine) return false
  }
  return true
}

/** Digits with a point among, before or behind them, and maybe a minus. */
export function isDecimal(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start
  if (bytes[at] === minus) at += 1
  let digits = 0
  let points = 0
  for (; at < end; at += 1) {
    const byte = bytes[at] as number
    if (byte >= digitZero && byte <= digitNine) digits += 1
    else if (byte === point && points === 0) points = 1
    else return false
  }
  return digits > 0 && points === 1
}

const isWord = (bytes: Uint8Array, start: number, word: string): boolean => {
  for (let index = 0; index < word.length; index += 1) {
    // Letters of both cases differ in one bit.
    if (((bytes[start + index] as number) | 32) !== word.charCodeAt(index)) return false
  }
  return true
}

/** @returns undefined when it is neither `true` nor `false`, in letters of any case */
export function readTruth(bytes: Uint8Array, start: number, end: number): boolean | undefined {
  if (end - start === 4 && isWord(bytes, start, 'true')) return true
  return end - start === 5 && isWord(bytes, start, 'false') ? false : undefined
}

const powersOfTen = Array.from({ length: 16 }, (_, power) => 10 ** power)

/**
 * Reads plain decimal numbers. Of up to 15 digits both they and the power of ten are exact, so that their quotient is the
 * double nearest to the text, as `Number` would find it.
 * @returns undefined when it is written otherwise
 */
export function readDecimal(bytes: Uint8Array, start: number, end: number): number | undefined {
  let at = start
  const isNegative = bytes[at] === minus
  if (isNegative) at += 1
  let value = 0
  let digits = 0
  let pointAt = -1
  for (; at < end; at += 1) {
    const byte = bytes[at] as number
    if (byte >= digitZero && byte <= digitNine) {
      value = value * 10 + byte - digitZero
      digits += 1
    } else if (byte === point && pointAt < 0) pointAt = digits
    else return undefined
  }
  if (digits === 0) return undefined
  if (digits > 15) return Number(String.fromCharCode(...bytes.subarray(start, end)))
  const magnitude = pointAt < 0 ? value : value / (powersOfTen[digits - pointAt] as number)
  return isNegative ? -magnitude : magnitude
}

/** @returns undefined when it is no whole number of up to nine digits */
export function readShortWhole(bytes: Uint8Array, start: number, end: number): number | undefined {
  let at = start
  const isNegative = bytes[at] === minus
  if (isNegative) at += 1
  if (at === end || end - at > 9) return undefined
  let value = 0
  for (; at < end; at += 1) {
    const byte = bytes[at] as number
    if (byte < digitZero || byte > digitNine) return undefined
    value = value * 10 + byte - digitZero
  }
  // No zero with a sign: whole numbers have none.
  return isNegative ? 0 - value : value
}
