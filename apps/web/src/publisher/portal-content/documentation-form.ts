export interface DocumentationForm {
  /** Of a new one; empty = made of the title. */
  readonly identifier: string
  readonly title: string
  readonly content: string
}

/** An identifier made of a title: `Getting started!` → `getting-started`. */
export function toIdentifier(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
  return plain === '' ? 'page' : plain.slice(0, 80)
}
