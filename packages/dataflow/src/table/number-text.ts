/**
 * Text of a Double as .NET Framework writes it: 15 significant digits, `1E-05` and `1E+15` outside of 0.0001 … 10^15.
 * @see reference: AzureML, 1.5
 */
// Differs from the reference: it would write 0.00001 without an exponent; .NET does not (docs/decisions/0063).
export function toDoubleText(value: number): string {
  // Whole numbers and short fractions are already what they should be; they are nearly all of what is written.
  if (Number.isInteger(value) && value < 1e15 && value > -1e15) return value === 0 ? '0' : String(value)
  const magnitude = Math.abs(value)
  if (magnitude >= 1e-4 && magnitude < 1e15) {
    const text = value.toPrecision(15)
    // Rounding may lead to 10^15, which is written with an exponent.
    if (!text.includes('e')) return withoutTrailingZeros(text)
  }
  return toGeneralText(value, 15)
}

function withoutTrailingZeros(text: string): string {
  if (!text.includes('.')) return text
  let end = text.length
  while (text.charCodeAt(end - 1) === 48) end -= 1
  return text.slice(0, text[end - 1] === '.' ? end - 1 : end)
}

/** Text of a Single: like a Double's, with 7 digits. */
export const toSingleText = (value: number): string => toGeneralText(value, 7)

function toGeneralText(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'
  if (value === 0) return '0'
  const [mantissa = '', exponentText = '0'] = value.toExponential(digits - 1).split('e')
  const sign = value < 0 ? '-' : ''
  const significant = mantissa.replace(/[-.]/g, '').replace(/0+$/, '')
  const exponent = Number(exponentText)
  if (exponent >= digits || exponent < -4) {
    const fraction = significant.length > 1 ? `.${significant.slice(1)}` : ''
    const power = String(Math.abs(exponent)).padStart(2, '0')
    return `${sign}${significant[0]}${fraction}E${exponent < 0 ? '-' : '+'}${power}`
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${significant}`
  if (significant.length <= exponent + 1) return sign + significant.padEnd(exponent + 1, '0')
  return `${sign}${significant.slice(0, exponent + 1)}.${significant.slice(exponent + 1)}`
}

const numberText = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/** Reads a number; `Infinity` words count, `NaN` does not. @returns undefined when the text is none */
export function parseNumber(text: string): number | undefined {
  const trimmed = text.trim()
  if (numberText.test(trimmed)) return Number(trimmed)
  if (trimmed === 'Infinity' || trimmed === '+Infinity') return Number.POSITIVE_INFINITY
  return trimmed === '-Infinity' ? Number.NEGATIVE_INFINITY : undefined
}
