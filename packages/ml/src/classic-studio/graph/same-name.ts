/** Names differ between versions in letter case, blanks and punctuation, and in a plural. */
export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '')
    .replace(/s$/, '')

export const isSameName = (one: string, other: string): boolean => plainName(one) === plainName(other)
