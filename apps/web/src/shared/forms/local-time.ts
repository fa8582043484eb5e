const pad = (value: number, length = 2) => String(value).padStart(length, '0')

/** An ISO 8601 moment as the field of the browser for date and time wants it, in the zone of the browser. */
export function toLocalTime(iso: string | undefined): string {
  const date = new Date(iso ?? '')
  if (Number.isNaN(date.getTime())) return ''
  const day = `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
  return `${day}T${pad(date.getHours())}:${pad(date.getMinutes())}`
}

/** The other way round; undefined where nothing, or no whole moment, was chosen. */
export function fromLocalTime(text: string): string | undefined {
  const date = new Date(text)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
