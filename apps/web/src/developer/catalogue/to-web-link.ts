/** An address that somebody wrote, if it leads to a page or a mail; others (`javascript:`, `data:`) lead nowhere. */
export function toWebLink(address: string | null | undefined): string | undefined {
  if (address == null || !URL.canParse(address)) return undefined
  const { protocol, href } = new URL(address)
  return protocol === 'https:' || protocol === 'http:' || protocol === 'mailto:' ? href : undefined
}
