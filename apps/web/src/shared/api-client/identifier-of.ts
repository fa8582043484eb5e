/** As long as the shortest identifier of the management API may be. */
const maxLength = 80

/**
 * An identifier for a new thing that is called so: small letters and digits with hyphens between them.
 * @param fallback for names that leave nothing, such as those in another script
 */
export function identifierOf(displayName: string, fallback: string): string {
  const plain = displayName.normalize('NFD').replace(/\p{Mn}/gu, '')
  const id = plain.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return id.slice(0, maxLength).replace(/^-+|-+$/g, '') || fallback
}

/** One that nobody has to read, for things that are known by something else. */
export const newIdentifier = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 24)

/** Last part of a resource's id or scope. */
export const nameOfId = (id: string): string => id.slice(id.lastIndexOf('/') + 1)
