import { defaultParseSearch } from '@tanstack/react-router'

/** A path with a query as the router wants it: the parts by themselves. */
export function toTarget(href: string): { readonly to: string; readonly search: Record<string, unknown> } {
  const [to = '', query = ''] = href.split(/\?(.*)/s)
  return { to, search: defaultParseSearch(query) as Record<string, unknown> }
}
