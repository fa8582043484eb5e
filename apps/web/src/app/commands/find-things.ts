import { quote, type ResourceList, sendArm } from '../../shared/api-client/resource.ts'
import { send } from '../../shared/api-client/send.ts'

export interface FoundThing {
  readonly id: string
  readonly kind: 'apis' | 'products' | 'users' | 'experiments' | 'datasets'
  readonly label: string
  readonly href: string
}

interface Named {
  readonly displayName?: string
  readonly email?: string
}

/** Of each kind, so many at most. */
const most = 5

/** Kinds of things of an instance that are found by their name, with the page of each. */
const ofService = [
  { kind: 'apis', field: 'displayName', page: 'apis', end: '/summary' },
  { kind: 'products', field: 'displayName', page: 'products', end: '/summary' },
  { kind: 'users', field: 'email', page: 'users', end: '' },
] as const

export async function findInService(
  serviceId: string,
  service: string,
  search: string,
): Promise<readonly FoundThing[]> {
  const lists = await Promise.all(
    ofService.map(async ({ kind, field, page, end }) => {
      const { body } = await sendArm<ResourceList<Named>>(`${serviceId}/${kind}`, {
        query: { $filter: `contains(${field},${quote(search)})`, $top: most },
      })
      return body.value.map(({ name, properties }) => ({
        id: `${kind}/${name}`,
        kind,
        label: properties.displayName ?? properties.email ?? name,
        href: `/publisher/${service}/${page}/${name}${end}`,
      }))
    }),
  )
  return lists.flat()
}

export async function findInWorkspace(workspace: string, search: string): Promise<readonly FoundThing[]> {
  const lists = await Promise.all(
    (['experiments', 'datasets'] as const).map(async (kind) => {
      const query = new URLSearchParams({ search, ...(kind === 'experiments' ? { top: String(most) } : {}) })
      const { body } = await send<{ readonly value: readonly { readonly id: string; readonly name: string }[] }>(
        `/studio/workspaces/${workspace}/${kind}?${query}`,
      )
      return body.value.slice(0, most).map(({ id, name }) => ({
        id: `${kind}/${id}`,
        kind,
        label: name,
        href: `/studio/${workspace}/${kind}/${id}`,
      }))
    }),
  )
  return lists.flat()
}
