const longest = 80
/** Has a page of its own in the place of an operation. */
const reserved = 'new'

/** Identifier for a display name, other than those that are taken. */
export function toOperationId(displayName: string, taken: readonly string[]): string {
  const plain = displayName
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, longest - 4)
  if (plain === '') return ''
  const isTaken = (id: string) => id === reserved || taken.some((one) => one.toLowerCase() === id)
  if (!isTaken(plain)) return plain
  let number = 2
  while (isTaken(`${plain}-${number}`)) number++
  return `${plain}-${number}`
}
