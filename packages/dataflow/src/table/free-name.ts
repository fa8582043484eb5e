/** The name, or where it is taken the first of `name (1)`, `name (2)`, … that is not; it is taken from then on. */
export function takeFreeName(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let attempt = 1; taken.has(name); attempt += 1) name = `${wanted} (${attempt})`
  taken.add(name)
  return name
}
