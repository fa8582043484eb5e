import { describe, expect, it } from 'vitest'
import { actionsOf } from '../arm/actions.ts'
import { defaultAccess } from '../arm/define-resource.ts'
import { startManagement } from '../management.fixture.ts'
import { associations, links, resources } from '../resources/index.ts'
import { routes } from '../routes/index.ts'
import { allows, type RequiredRole, type Role } from './roles.ts'

const callers = [undefined, 'developer', 'analyst', 'publisher', 'administrator', 'internal'] as const

interface Walked {
  readonly method: string
  /** Below the service. */
  readonly path: string
  readonly needed: RequiredRole
}

/** Every call that anything declared below a service answers. */
const declared: readonly Walked[] = [
  ...resources.flatMap((resource) => {
    const { path, access = defaultAccess, verbs = ['put', 'patch', 'delete'], queries = {} } = resource
    return [
      { method: 'GET', path: listOf(path), needed: access.read },
      { method: 'GET', path, needed: access.read },
      { method: 'HEAD', path, needed: access.read },
      ...verbs.map((verb) => ({ method: verb.toUpperCase(), path, needed: access.write })),
      ...Object.entries(actionsOf(resource)).map(([name, action]) => ({
        method: 'POST',
        path: `${path}/${name}`,
        needed: action.access ?? access.write,
      })),
      ...Object.keys(queries).map((name) => ({ method: 'GET', path: `${path}/${name}`, needed: access.read })),
    ]
  }),
  ...associations.flatMap(({ path, access = defaultAccess }) => [
    { method: 'GET', path: listOf(path), needed: access.read },
    { method: 'HEAD', path, needed: access.read },
    { method: 'PUT', path, needed: access.write },
    { method: 'DELETE', path, needed: access.write },
  ]),
  ...links.flatMap(({ path, access = defaultAccess }) => [
    { method: 'GET', path: listOf(path), needed: access.read },
    { method: 'GET', path, needed: access.read },
    { method: 'PUT', path, needed: access.write },
    { method: 'DELETE', path, needed: access.write },
  ]),
  ...routes.map(({ method, path, access }) => ({ method, path, needed: access })),
]

function listOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}

async function start() {
  const { issue, tokens, fetchRaw, base, management } = await startManagement()
  const tokenOf = async (role: Role) =>
    role === 'internal' ? tokens.issue({ subject: 'gateway', role }, 60) : issue(role)
  const bearers = new Map<Role | undefined, string>()
  for (const role of callers) if (role !== undefined) bearers.set(role, await tokenOf(role))
  /** Undefined = the call was let in, whatever came of it. */
  const refusalOf = async (method: string, path: string, role: Role | undefined) => {
    const bearer = bearers.get(role)
    const response = await fetchRaw(path, {
      method,
      headers: { 'If-Match': '"none"', ...(bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }) },
      ...(method === 'GET' || method === 'HEAD' ? {} : { body: '{}' }),
    })
    if (response.status !== 401 && response.status !== 403) return undefined
    const text = await response.text()
    return text === '' ? response.status : (JSON.parse(text) as { error: { code: string } }).error.code
  }
  return { refusalOf, base, routes: management.routes }
}

const expected = (method: string, needed: RequiredRole, role: Role | undefined) => {
  if (allows(role, needed)) return undefined
  if (method === 'HEAD') return role === undefined ? 401 : 403
  return role === undefined ? 'AuthenticationFailed' : 'AuthorizationFailed'
}

describe('every route, walked by every role,', () => {
  it.each(declared.map((walked) => [walked.method, walked.path, walked.needed] as const))(
    'lets in who may: %s %s needs %s',
    async (method, path, needed) => {
      const { refusalOf, base } = await shared
      const url = `${base}/sluice${path.replace(/\{\w+\}/g, 'nothing')}?api-version=2024-05-01`
      for (const role of callers) {
        // Whoever is less than an analyst does not come below a service at all.
        const wanted = expected(method, allows('developer', needed) ? 'analyst' : needed, role)
        expect([role, await refusalOf(method, url, role)]).toEqual([role, wanted])
      }
    },
  )

  it('lets in who may outside the tree of the resource manager, too', async () => {
    const { refusalOf, routes: outer } = await shared
    expect(outer.length).toBeGreaterThan(20)
    for (const { method, path, role: needed } of outer) {
      // Streams that do not end are opened by their own test.
      if (needed === 'internal') continue
      const url = path
        .replace(/:\w+\{[^}]*\}/g, 'resourcegroups')
        .replace(/:\w+/g, 'nothing')
        .replace('*', 'x/y')
      for (const verb of method === 'ALL' ? ['GET', 'PUT', 'PATCH', 'DELETE', 'POST'] : [method]) {
        for (const role of callers) {
          const refusal = await refusalOf(verb, url, role)
          const wanted = expected(verb, needed, role)
          const label = `${role} ${verb} ${path}`
          // What asks for nobody may still refuse what it was sent, in its own words.
          if (needed === 'anonymous') expect([label, refusal]).not.toEqual([label, 'AuthorizationFailed'])
          else expect([label, refusal]).toEqual([label, wanted])
        }
      }
    }
  })

  it('lets nobody but the gateways to what is theirs', async () => {
    const { refusalOf, routes: outer } = await shared
    for (const { method, path } of outer.filter(({ role }) => role === 'internal')) {
      for (const role of callers.filter((caller) => caller !== 'internal')) {
        expect(await refusalOf(method, path.replace(/:\w+/g, 'x'), role)).toBe(expected(method, 'internal', role))
      }
    }
  })
})

const shared = start()
