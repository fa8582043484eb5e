import type { FetchHandler, FetchInfo } from '@sluice/platform'

/** Somebody's look at a page. */
export interface Visit {
  /** Of the path, decoded: `developer`, the service, and what is below. */
  readonly segments: readonly string[]
  readonly url: string
  readonly api: FetchHandler
  readonly peer: FetchInfo
}

/** What a page of the developer portal is about, as far as anonymous visitors may know. */
export type PageSubject =
  | { readonly kind: 'service' }
  | { readonly kind: 'named'; readonly name: string; readonly description: string }
  /** Not for anonymous visitors, or not there: which of them is not told. */
  | { readonly kind: 'hidden' }
  | { readonly kind: 'missing' }

const dataVersion = '2022-04-01-preview'

/** Asks the portal's data, without any credentials of whoever looks. */
export async function readSubject(visit: Visit): Promise<PageSubject> {
  const [, service = '', section, id, part, partId] = visit.segments
  const ask = (path: string) => fetchAnonymously(visit, service, path)
  const isSubject = id !== undefined && (section === 'apis' || section === 'products')
  if (!isSubject) {
    const { status } = await ask('/apis?$top=1')
    if (status === 404) return { kind: 'missing' }
    const isPublic = section === undefined || section === 'apis' || section === 'products'
    return status === 200 && isPublic ? { kind: 'service' } : { kind: 'hidden' }
  }
  const whole = `/${section}/${encodeURIComponent(id)}`
  const isOperation = section === 'apis' && part === 'operations' && partId !== undefined
  const { status, body } = await ask(isOperation ? `${whole}/operations/${encodeURIComponent(partId)}` : whole)
  const { displayName, description } = readProperties(body)
  if (status === 200) return { kind: 'named', name: displayName ?? id, description: description ?? '' }
  return (await ask('/apis?$top=1')).status === 404 ? { kind: 'missing' } : { kind: 'hidden' }
}

async function fetchAnonymously({ url, api, peer }: Visit, service: string, path: string) {
  const address = new URL(`/developer${path}`, url)
  address.searchParams.set('service', service)
  address.searchParams.set('api-version', dataVersion)
  const response = await api(new Request(address), peer)
  return { status: response.status, body: (await response.json()) as unknown }
}

function readProperties(body: unknown): { readonly displayName?: string; readonly description?: string } {
  const properties = (body as { readonly properties?: Readonly<Record<string, unknown>> } | null)?.properties ?? {}
  const { displayName, description } = properties
  return {
    ...(typeof displayName === 'string' ? { displayName } : {}),
    ...(typeof description === 'string' ? { description } : {}),
  }
}
