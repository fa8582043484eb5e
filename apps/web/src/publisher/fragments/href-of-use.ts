/** The page where a policy document or fragment is edited, and its path below the instance. */
export function hrefOfUse(
  id: string,
  service: { readonly id: string; readonly name: string },
): { readonly label: string; readonly href: string } {
  const own = id.toLowerCase().startsWith(`${service.id.toLowerCase()}/`) ? id.slice(service.id.length) : id
  const base = `/publisher/${service.name}`
  const fragment = /^\/policyFragments\/([^/]+)$/i.exec(own)?.[1]
  if (fragment !== undefined) return { label: own, href: `${base}/fragments/${fragment}` }
  const place = own.replace(/\/policies\/[^/]+$/, '')
  const label = place === '' ? '/policies' : place
  return { label, href: place === '' ? `${base}/policies` : `${base}/policies?scope=${encodeURIComponent(place)}` }
}
