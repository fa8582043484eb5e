import { inspect } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { actionsOf } from '../arm/actions.ts'
import { defaultAccess } from '../arm/define-resource.ts'
import { findResource } from '../arm/find-declaration.ts'
import { exportConfiguration } from '../configuration-files/export-configuration.ts'
import { eventStreamType } from '../events/event-stream.ts'
import { startManagement } from '../management.fixture.ts'
import { resources } from '../resources/index.ts'
import { routes } from '../routes/index.ts'
import { toSnapshotEntry } from '../snapshot/to-snapshot-entry.ts'
import { type PlantedSecret, plantings, plantSecrets } from './planted-secrets.fixture.ts'
import { allows, type Role } from './roles.ts'

let instance: Awaited<ReturnType<typeof startManagement>>
let planted: readonly PlantedSecret[]
const bearers = new Map<Role | undefined, string>()
const callers = [undefined, 'developer', 'analyst', 'publisher', 'administrator'] as const

beforeAll(async () => {
  instance = await startManagement()
  const result = await plantSecrets(instance)
  planted = result.planted
  expect(result.statuses.filter(([, status]) => status >= 300)).toEqual([])
  for (const role of callers) if (role !== undefined) bearers.set(role, await instance.issue(role))
})

/** What is in a text that should not be there. */
const secretsIn = (text: string): string[] => [
  ...planted.filter((secret) => text.includes(secret.text)).map(({ where }) => where),
  ...(/\$argon2/.test(text) ? ['the hash of a password'] : []),
]

async function send(role: Role | undefined, method: string, path: string, body?: string) {
  const bearer = bearers.get(role)
  const response = await instance.fetchRaw(path, {
    method,
    headers: {
      ...(method === 'PATCH' && { 'If-Match': '*' }),
      ...(bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }),
    },
    ...(body === undefined ? {} : { body }),
  })
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`)
  return { status: response.status, text: `${await readText(response)}\n${headers.join('\n')}` }
}

/** Of a stream that does not end, what it begins with. */
async function readText(response: Response): Promise<string> {
  if (response.headers.get('content-type') !== eventStreamType) return response.text()
  const reader = response.body?.getReader()
  const { value } = (await reader?.read()) ?? {}
  await reader?.cancel()
  return new TextDecoder().decode(value)
}

const below = (path: string) => `${instance.base}/sluice${path}?api-version=2024-05-01`

/** Everything that can be read of what there is. */
async function readablePaths(): Promise<string[]> {
  const { documents } = await instance.store.readAll()
  const paths = new Set<string>(['/'])
  for (const { body } of documents) {
    const path = typeof body.path === 'string' ? body.path : ''
    const found = findResource(path)?.declaration
    if (path === '' || found === undefined) continue
    paths.add(path).add(path.slice(0, path.lastIndexOf('/')))
    for (const name of Object.keys(found.queries ?? {})) paths.add(`${path}/${name}`)
  }
  for (const { method, path } of routes) if (method === 'GET') paths.add(path.replace(/\{\w+\}/g, 'planted'))
  return [...[...paths].map(below), `${below('/events')}&after=1`]
}

describe('a planted secret', () => {
  it('is in every field that any resource keeps secret', () => {
    const declared = resources.flatMap(({ path, secrets, carriedSecrets = [] }) =>
      [...(secrets?.fields ?? []), ...carriedSecrets.map((name) => name.replace(/Hash$/, ''))].map(
        (field) => `${path} ${field}`,
      ),
    )
    const filled = plantings.flatMap(({ declared: path, secrets }) =>
      Object.keys(secrets).map((field) => `${path} ${field}`),
    )
    expect([...filled].sort()).toEqual([...declared].sort())
    expect(planted.filter(({ text }) => text === 'undefined')).toEqual([])
  })

  it.each(callers)('is in no answer of what %s reads, but where it is declared', async (role) => {
    const outer = instance.management.routes
      .filter(({ method, role: needed }) => method === 'GET' && needed !== 'internal')
      .map(({ path }) =>
        path
          .replace(/:\w+\{[^}]*\}/g, 'resourceGroups')
          .replace(/:\w+/g, 'planted')
          .replace('*', 'apis'),
      )
    const found: string[] = []
    for (const path of [...(await readablePaths()), ...outer]) {
      for (const secret of secretsIn((await send(role, 'GET', path)).text)) found.push(`${path}: ${secret}`)
    }
    const shown = found.filter((line) => {
      const [, field = ''] = /: (.*)$/.exec(line) ?? []
      const resource = resources.find(({ path, secrets }) =>
        secrets?.fields.some((name) => field === `${path} ${name}`),
      )
      return resource?.secrets?.shownTo === undefined || !allows(role, resource.secrets.shownTo)
    })
    expect(shown).toEqual([])
  })

  it.each(callers)('is shown to %s by actions only that the role is let to', async (role) => {
    for (const resource of resources) {
      const planting = plantings.find(({ declared }) => declared === resource.path)
      if (planting === undefined) continue
      for (const [name, action] of Object.entries(actionsOf(resource))) {
        if (name.startsWith('regenerate')) continue
        const needed = action.access ?? (resource.access ?? defaultAccess).write
        const { text } = await send(role, 'POST', below(`${planting.path}/${name}`))
        if (!allows(role, needed)) expect([planting.path, name, secretsIn(text)]).toEqual([planting.path, name, []])
      }
    }
  })

  it('is in no answer to a write, nor in one that refuses it', async () => {
    for (const { path, properties, secrets, declared } of plantings) {
      const canary = planted.find(({ where }) => where.startsWith(declared))?.text ?? ''
      const filled = Object.fromEntries(Object.entries(secrets).map(([field, toValue]) => [field, toValue(canary)]))
      const shownTo = resources.find((resource) => resource.path === declared)?.secrets?.shownTo
      const wrong = Object.fromEntries(Object.keys(secrets).map((field) => [field, [canary]]))
      const unknown = Object.fromEntries(Object.keys(secrets).map((field) => [`${field}x`, canary]))
      const bodies = [
        JSON.stringify({ properties: { ...properties, ...wrong } }),
        JSON.stringify({ properties: { ...properties, ...unknown } }),
        JSON.stringify({ properties: { ...filled, displayName: 7, url: 7, loggerType: 7, scope: 7, email: 7 } }),
        `{ "properties": { "value": "${canary}" `,
        `{ "properties": { "value": ${canary} } }`,
        JSON.stringify({ value: canary }),
      ]
      for (const body of bodies) {
        for (const method of ['PUT', 'PATCH']) {
          const { status, text } = await send('administrator', method, below(`${path}-other`), body)
          expect([method, body, status < 500, secretsIn(text)]).toEqual([method, body, true, []])
        }
      }
      if (shownTo !== undefined) continue
      const { text } = await send('administrator', 'PATCH', below(path), JSON.stringify({ properties }))
      expect([path, secretsIn(text)]).toEqual([path, []])
    }
  })

  it('is not told to whoever gives another subscription the same key', async () => {
    const primaryKey = planted.findLast(({ where }) => where.endsWith('primaryKey'))?.text
    const body = JSON.stringify({ properties: { scope: '/apis', displayName: 'b', primaryKey } })
    const { status, text } = await send('publisher', 'PUT', below('/subscriptions/b'), body)
    expect([status, secretsIn(text), text.match(/[\w-]{43}/)]).toEqual([400, [], null])
  })

  it('is not written in clear to the store, and neither to its audit', async () => {
    const { documents } = await instance.store.readAll()
    const clear = documents.flatMap(({ key, body }) =>
      secretsIn(JSON.stringify({ ...body, hidden: null })).map((secret) => `${key}: ${secret}`),
    )
    expect(clear).toEqual([])
    expect(documents.flatMap(({ body }) => planted.filter(({ text }) => JSON.stringify(body).includes(text)))).toEqual(
      [],
    )
    const rows = await instance.store.audit({ below: '', limit: 100_000 })
    expect(rows.length).toBeGreaterThan(50)
    expect(rows.flatMap((row) => secretsIn(JSON.stringify(row)).map((secret) => `${row.key}: ${secret}`))).toEqual([])
  })

  it('goes to gateways sealed only, and what has nothing to do with them not at all', async () => {
    const { documents } = await instance.store.readAll()
    const entries = documents.map(toSnapshotEntry).filter((entry) => entry !== undefined)
    expect(
      entries.flatMap((entry) => secretsIn(JSON.stringify(entry)).map((secret) => `${entry.id}: ${secret}`)),
    ).toEqual([])
    expect(JSON.stringify(entries)).not.toMatch(/passwordHash|clientSecret|validationKey|resourceOwnerPassword/)
  })

  it('is in no file of a configuration, no mail to others and no line of the log', async () => {
    const identity = instance.installation?.identity
    if (identity === undefined) throw new Error('The fixture made no installation.')
    const { files } = await exportConfiguration(instance.environment, identity)
    expect([...files].flatMap(([file, text]) => secretsIn(text).map((secret) => `${file}: ${secret}`))).toEqual([])
    const log = inspect(instance.log.records, { depth: 20, maxStringLength: null })
    expect(secretsIn(log)).toEqual([])
    const mails = (await instance.call('GET', '/mails')).json.value as { readonly name: string }[]
    for (const { name } of mails) {
      const { text } = await send('administrator', 'GET', below(`/mails/${name}`))
      expect(secretsIn(text).filter((secret) => secret !== 'a mail')).toEqual([])
    }
  })
})
