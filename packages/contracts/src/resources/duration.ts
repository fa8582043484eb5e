import * as z from 'zod'

const form = /^P(?=\d|T\d)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** An ISO 8601 duration of days and less, as the management API writes it: `PT1M30S`. */
export const duration = z.string().regex(form, 'must be an ISO 8601 duration such as PT1M')

/** Undefined when the text is no duration. */
export function toSeconds(text: string): number | undefined {
  const match = form.exec(text)
  if (match === null) return undefined
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0))
  return days * 86_400 + hours * 3600 + minutes * 60 + seconds
}
