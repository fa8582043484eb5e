import type { CheckExpression } from './expressions.ts'
import { namedValueKey } from './named-values.ts'

/**
 * Named values that exist and whose values are not known where a document is checked, such as secrets that an export
 * leaves out: what depends on them is not refused, everything else is checked as ever. Keys are `namedValueKey`.
 */
export type OpenValues = ReadonlySet<string>

const reference = /\{\{([A-Za-z0-9._-]+)\}\}/g

/** Whether a text that was resolved still has a name of these in it. */
export const hasOpenValue = (text: string, open: OpenValues | undefined): boolean =>
  open !== undefined &&
  open.size > 0 &&
  text.includes('{{') &&
  [...text.matchAll(reference)].some(([, name = '']) => open.has(namedValueKey(name)))

/** What may stand for a value in C#, inside a text or outside of it; none is longer than a name with its braces. */
const standIns = ['0', 'true', '""', 'null'] as const

/**
 * Checks expressions with something in the place of these names, and tells what is wrong whatever their values are.
 * Offsets stay what they are.
 */
export function withStandIns(check: CheckExpression, open: OpenValues | undefined): CheckExpression {
  if (open === undefined || open.size === 0) return check
  return (text, expects) => {
    if (!hasOpenValue(text, open)) return check(text, expects)
    const attempts = standIns.map((standIn) =>
      check(
        text.replace(reference, (written, name: string) =>
          open.has(namedValueKey(name)) ? standIn.padEnd(written.length) : written,
        ),
        expects,
      ),
    )
    return attempts.find((faults) => faults.length === 0) ?? attempts[0] ?? []
  }
}
