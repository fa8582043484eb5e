import { toDoubleText } from '@sluice/dataflow'

type Rounding = (x: number) => number
const binary = (of: (x: number, precision: number) => number) => ({ arguments: 2, of }) as const
/** Rounds to this many digits after the point, or before it where they are negative. */
const toDigits = (round: Rounding) => binary((x, digits) => roundAt(x, digits, round))

const awayFromZero: Rounding = (x) => Math.sign(x) * Math.ceil(Math.abs(x))
/** The 4/5 rule: halves away from zero. */
const fourFive: Rounding = (x) => Math.sign(x) * Math.floor(Math.abs(x) + 0.5)

/** The second argument is the precision: digits, or what is divided by. */
export const roundingFunctions = {
  Ceiling: toDigits(Math.ceil),
  // The documentation says "squared ceiling" of it; the name is that of the next power of two in the libraries of .NET.
  CeilingPower2: { arguments: 1, of: (x: number) => (x <= 0 ? 0 : 2 ** Math.ceil(Math.log2(Math.ceil(x)))) },
  Floor: toDigits(Math.floor),
  Mod: binary((x, divisor) => x - divisor * Math.floor(x / divisor)),
  Quotient: binary((x, divisor) => Math.trunc(x / divisor)),
  Remainder: binary((x, divisor) => x % divisor),
  RoundDigits: toDigits(fourFive),
  RoundDown: toDigits(Math.trunc),
  RoundUp: toDigits(awayFromZero),
  ToEven: { arguments: 1, of: (x: number) => 2 * fourFive(x / 2) },
  ToOdd: { arguments: 1, of: (x: number) => 2 * fourFive((x - 1) / 2) + 1 },
  Truncate: toDigits(Math.trunc),
} as const

/** 1.005 to two digits is 1.01: what counts is the number as it is written, in 15 digits, not its binary neighbour. */
function roundAt(x: number, digits: number, round: Rounding): number {
  const places = Math.trunc(digits)
  if (!Number.isFinite(x) || Number.isNaN(places)) return Number.isNaN(places) ? Number.NaN : x
  if (places > 15) return x
  if (places === 0) return round(x)
  const moved = moveDecimal(toDoubleText(x), places)
  return Number.isFinite(moved) ? moveDecimal(String(round(moved)), -places) : x
}

function moveDecimal(text: string, places: number): number {
  const [mantissa, exponent = '0'] = text.toLowerCase().split('e')
  return Number(`${mantissa}e${Number(exponent) + places}`)
}
