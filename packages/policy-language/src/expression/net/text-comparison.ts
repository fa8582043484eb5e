/** How texts are compared; the numbers are those of `System.StringComparison`. */
export const stringComparison = {
  CurrentCulture: 0,
  CurrentCultureIgnoreCase: 1,
  InvariantCulture: 2,
  InvariantCultureIgnoreCase: 3,
  Ordinal: 4,
  OrdinalIgnoreCase: 5,
} as const

/** Changes each character for itself: `ß` stays, since its upper case would be two. */
export const upperInvariant = (text: string): string => mapCase(text, (part) => part.toUpperCase())
export const lowerInvariant = (text: string): string => mapCase(text, (part) => part.toLowerCase())

function mapCase(text: string, change: (part: string) => string): string {
  const whole = change(text)
  if (whole.length === text.length && /^[\0-\x7f]*$/.test(text)) return whole
  let changed = ''
  for (const character of text) {
    const one = change(character)
    changed += one.length === character.length ? one : character
  }
  return changed
}

export const ignoresCase = (comparison: number): boolean => comparison % 2 === 1

/** Makes a text whose plain comparison is the comparison asked for. */
export const foldFor = (comparison: number): ((text: string) => string) =>
  ignoresCase(comparison) ? upperInvariant : (text) => text

/** By UTF-16 units. */
export const compareOrdinal = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Made when one is needed: the first takes as long as much of this package takes to load. */
const collators = new Map<boolean, Intl.Collator>()

function collatorFor(isCaseIgnored: boolean): Intl.Collator {
  const known = collators.get(isCaseIgnored)
  if (known !== undefined) return known
  const made = new Intl.Collator('en', { sensitivity: isCaseIgnored ? 'accent' : 'variant' })
  collators.set(isCaseIgnored, made)
  return made
}

/** Null is before every text. */
export function compareTexts(a: string | null, b: string | null, comparison: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1
  switch (comparison) {
    case stringComparison.Ordinal:
      return compareOrdinal(a, b)
    case stringComparison.OrdinalIgnoreCase:
      return compareOrdinal(upperInvariant(a), upperInvariant(b))
    default:
      return Math.sign(collatorFor(ignoresCase(comparison)).compare(a, b))
  }
}

export function equalTexts(a: string | null, b: string | null, comparison: number): boolean {
  if (a === null || b === null) return a === b
  if (comparison === stringComparison.Ordinal) return a === b
  return a === b || (ignoresCase(comparison) && upperInvariant(a) === upperInvariant(b))
}
