/** What a document stands at, by its path below the instance. */
export interface PolicyPlace {
  /** '' = the instance itself. */
  readonly path: string
  readonly scope: 'global' | 'product' | 'api' | 'operation'
}

const places = [
  { scope: 'operation', form: /^\/apis\/[^/]+\/operations\/[^/]+$/ },
  { scope: 'api', form: /^\/apis\/[^/]+$/ },
  { scope: 'product', form: /^\/products\/[^/]+$/ },
] as const

/** @param text of the address; nothing = the instance itself @returns undefined for what is no place */
export function toPolicyPlace(text: string | undefined): PolicyPlace | undefined {
  if (text === undefined || text === '' || text === '/') return { path: '', scope: 'global' }
  const found = places.find(({ form }) => form.test(text))
  return found && { path: text, scope: found.scope }
}

/** Page of what the document stands at. */
export function hrefOfPlace(service: string, { path, scope }: PolicyPlace): string {
  const base = `/publisher/${service}`
  if (scope === 'global') return `${base}/settings`
  if (scope === 'api') return `${base}${path}/summary`
  return scope === 'product' ? `${base}${path}/summary` : `${base}${path}?tab=policies`
}
