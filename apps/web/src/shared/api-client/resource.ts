import type { QueryKey } from '@tanstack/react-query'
import { type Answer, type SendOptions, send } from './send.ts'

export const apiVersion = '2024-05-01'

/** What every resource of the management API looks like. */
export interface Resource<Properties> {
  /** Path from the root, `/subscriptions/…`. */
  readonly id: string
  readonly name: string
  readonly type: string
  readonly properties: Properties
}

export interface ResourceList<Properties> {
  readonly value: readonly Resource<Properties>[]
  /** How many there are on all pages. */
  readonly count?: number
  readonly nextLink?: string
}

/** One read resource, and the entity tag that a change of it has to name. */
export interface ReadResource<Properties> extends Resource<Properties> {
  readonly entityTag: string
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>

/** Path and query of a call to the management API. */
export function armUrl(path: string, query: Query = {}): string {
  const search = new URLSearchParams({ 'api-version': apiVersion })
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  return `${path}?${search}`
}

/** Under which the cache keeps what a path gives: changes of it and of what is above it make it stale. */
export const armKey = (path: string, query: Query = {}): QueryKey => ['arm', path.toLowerCase(), query]

export async function readResource<Properties>(
  path: string,
  query: Query = {},
  signal?: AbortSignal,
): Promise<ReadResource<Properties>> {
  const { body, entityTag } = await send<Resource<Properties>>(
    armUrl(path, query),
    signal === undefined ? {} : { signal },
  )
  return { ...body, entityTag: entityTag ?? '*' }
}

/** Any other call of the management API. */
export const sendArm = <Body>(
  path: string,
  options: SendOptions & { readonly query?: Query } = {},
): Promise<Answer<Body>> => send<Body>(armUrl(path, options.query), options)

/** All pages of a list, up to `most` entries: for choices in forms, not for tables. */
export async function readAll<Properties>(
  path: string,
  query: Query = {},
  most = 1_000,
): Promise<readonly Resource<Properties>[]> {
  const all: Resource<Properties>[] = []
  let next: string | undefined = armUrl(path, { $top: 100, ...query })
  while (next !== undefined && all.length < most) {
    const page: ResourceList<Properties> = (await send<ResourceList<Properties>>(next)).body
    all.push(...page.value)
    next = page.nextLink === undefined ? undefined : toOwnPath(page.nextLink)
  }
  return all
}

/** Links of the server may name the address that it has behind a proxy. */
const toOwnPath = (link: string): string => {
  const { pathname, search } = new URL(link, location.origin)
  return pathname + search
}

/** A text as it stands in a filter: quotes are doubled. */
export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`
