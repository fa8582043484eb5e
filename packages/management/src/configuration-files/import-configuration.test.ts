import type { AppError } from '@sluice/contracts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { administrator, pfxFile, startManagement } from '../management.fixture.ts'
import { exportConfiguration } from './export-configuration.ts'
import { type ImportOptions, importConfiguration } from './import-configuration.ts'

type Instance = Awaited<ReturnType<typeof startManagement>>
const any = { 'If-Match': '*' }

const serviceOf = ({ installation }: Instance) => {
  if (installation === undefined) throw new Error('The fixture made no installation.')
  return installation.identity
}
const exportOf = (instance: Instance) => exportConfiguration(instance.environment, serviceOf(instance))
const importInto = (
  instance: Instance,
  files: ReadonlyMap<string, string>,
  options: Omit<ImportOptions, 'service'> = {},
) => importConfiguration(instance.environment, files, { service: serviceOf(instance), ...options })
const changed = (files: ReadonlyMap<string, string>, changes: Readonly<Record<string, string | undefined>>) => {
  const all = new Map(files)
  for (const [file, text] of Object.entries(changes)) {
    if (text === undefined) all.delete(file)
    else all.set(file, text)
  }
  return all
}

/** Imports what one instance has into an empty one, and expects to find the same files there. */
async function expectSameBytes(source: Instance): Promise<Instance> {
  const { files, openSecrets } = await exportOf(source)
  const target = await startManagement({ createSamples: false })
  await importInto(target, files, { secrets: openSecrets() })
  const copy = await exportOf(target)
  expect(Object.fromEntries(copy.files)).toEqual(Object.fromEntries(files))
  expect(copy.openSecrets()).toEqual(openSecrets())
  return target
}

async function faultsOf(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toMatchObject({ code: 'ConfigurationInvalid' })
  return (error as AppError).faults.map(({ target, message }) => `${target}: ${message}`)
}

describe('a configuration', () => {
  it('is the same bytes again after its import into an empty instance', async () => {
    const source = await startManagement()
    const { files } = await exportOf(source)
    const { files: bare } = await exportOf(await startManagement({ createSamples: false }))
    for (const file of ['service.yaml', 'policy.escaped.xml', 'groups/guests.yaml', 'users/1.yaml']) {
      expect([file, bare.has(file)]).toEqual([file, true])
    }
    expect([...files.keys()].filter((file) => !bare.has(file) && !file.startsWith('apis/azureml'))).toEqual([
      'apis/echo-api/api.yaml',
      'apis/echo-api/operations/create-resource.policy.xml',
      'apis/echo-api/operations/create-resource.yaml',
      'apis/echo-api/operations/modify-resource.yaml',
      'apis/echo-api/operations/remove-resource.yaml',
      'apis/echo-api/operations/retrieve-header-only.policy.xml',
      'apis/echo-api/operations/retrieve-header-only.yaml',
      'apis/echo-api/operations/retrieve-resource-cached.policy.xml',
      'apis/echo-api/operations/retrieve-resource-cached.yaml',
      'apis/echo-api/operations/retrieve-resource.yaml',
      'apis/order.yaml',
      'products/starter/policy.xml',
      'products/starter/product.yaml',
      'products/unlimited/product.yaml',
      'subscriptions/administrator-starter.yaml',
      'subscriptions/administrator-unlimited.yaml',
      'subscriptions/order.yaml',
    ])
    await expectSameBytes(source)
  })

  it('takes along what policies and backends use, and their secrets', async () => {
    const source = await startManagement()
    const put = async (path: string, properties: object) =>
      expect((await source.call('PUT', path, { properties })).json.error).toBeUndefined()
    await put('/namedValues/open', { displayName: 'open', value: 'seen', tags: ['t'] })
    await put('/namedValues/shut', { displayName: 'shut', value: 'hush', secret: true })
    await put('/policyFragments/shared', { value: '<fragment><set-header value="{{shut}}" /></fragment>' })
    await put('/policies/policy', {
      value: '<policies><inbound><include-fragment fragment-id="shared" /></inbound></policies>',
    })
    await put('/certificates/client', { data: pfxFile, password: 'secret' })
    const single = { url: 'https://b.example', protocol: 'http' }
    await put('/backends/z', {
      ...single,
      credentials: { header: { k: ['hush'] }, certificateIds: ['/certificates/client'] },
    })
    await put('/backends/a', { type: 'Pool', pool: { services: [{ id: '/backends/z', weight: 1 }] } })
    await put('/loggers/l', { loggerType: 'applicationInsights', credentials: { instrumentationKey: 'hush' } })
    await put('/diagnostics/applicationinsights', { loggerId: '/loggers/l' })
    await put('/caches/default', { connectionString: 'hush', useFromLocation: 'default' })
    await put('/schemas/s', { schemaType: 'json', document: { type: 'object' } })
    await put('/policyRestrictions/r', { scope: '/products/other', requireBase: 'true' })
    const { files } = await exportOf(source)
    expect([...files.values()].join('')).not.toContain('hush')
    const target = await expectSameBytes(source)
    expect((await target.call('POST', '/namedValues/shut/listValue')).json).toEqual({ value: 'hush' })
    expect((await target.call('DELETE', '/certificates/client', undefined, any)).json.error.message).toBe(
      "The certificate 'client' is in use by /backends/z.",
    )
  })

  it('has fields in the order of their contract, and names what a resource is linked with', async () => {
    const { files } = await exportOf(await startManagement())
    expect(files.get('products/starter/product.yaml')).toBe(`displayName: Starter
description: Subscribers will be able to run 5 calls/minute up to a maximum of 100 calls/week.
subscriptionRequired: true
approvalRequired: false
subscriptionsLimit: 1
state: published
links:
  apis:
    - azureml-demo-api
    - echo-api
  groups:
    - administrators
    - developers
    - guests
`)
    expect(files.get('apis/order.yaml')).toBe('- echo-api\n- azureml-demo-api\n')
  })

  it('takes every kind of resource along', async () => {
    const source = await startManagement()
    const put = async (path: string, properties: object = {}) =>
      expect([path, (await source.call('PUT', path, { properties })).status]).toEqual([path, 201])
    await put('/tags/zebra', { displayName: 'Zebra' })
    await put('/apis/echo-api/tags/zebra')
    await put('/apis/echo-api/operations/create-resource/tags/zebra')
    await put('/products/starter/tags/zebra')
    await put('/apis/echo-api/tagDescriptions/zebra', { description: 'Striped.' })
    await put('/documentations/guide', { title: 'Guide', content: '# Guide\n\nOne  \ntwo.\n' })
    await put('/apis/echo-api/wikis/default', { documents: [{ documentationId: 'guide' }] })
    await put('/apis/echo-api/schemas/s', {
      contentType: 'application/vnd.oai.openapi.components+json',
      document: { components: { schemas: { A: { type: 'object' } } } },
    })
    await put('/apis/echo-api/issues/i', { title: 'Slow', description: 'Very.', userId: '/users/1' })
    await put('/apis/echo-api/issues/i/comments/c', { text: 'Yes.', userId: '/users/1' })
    await put('/apis/echo-api/issues/i/attachments/f', { title: 'F', contentFormat: 'text/plain', content: 'YQ==' })
    await put('/apis/a-server', { displayName: 'Tools', path: 'tools', type: 'mcp' })
    const operationId = '/apis/echo-api/operations/create-resource'
    await put('/apis/a-server/tools/make', { displayName: 'make', description: 'Makes one.', operationId })
    const definition = {
      openapi: '3.0.3',
      info: { title: 'D', version: '1' },
      paths: { '/d': { get: { responses: {} } } },
    }
    const value = `${JSON.stringify(definition, undefined, 2)}\r\n`
    await put('/apis/d', { path: 'd', format: 'openapi+json', value })
    expect((await exportOf(source)).files.get('apis/d/definition.json')).toBe(value)
    await expectSameBytes(source)
  })

  it('keeps revisions and releases, and the order in which operations are tried', async () => {
    const source = await startManagement()
    const api = { displayName: 'N', path: 'n', serviceUrl: 'https://first.example.com' }
    await source.call('PUT', '/apis/n', { properties: api })
    for (const id of ['z', 'a', 'm']) {
      const properties = { displayName: id, method: 'GET', urlTemplate: `/${id}` }
      await source.call('PUT', `/apis/n/operations/${id}`, { properties })
    }
    const revision = { sourceApiId: '/apis/n', apiRevisionDescription: 'next' }
    expect((await source.call('PUT', '/apis/n;rev=2', { properties: revision })).status).toBe(201)
    await source.call('DELETE', '/apis/n;rev=2/operations/a', undefined, any)
    const release = await source.call('PUT', '/apis/n/releases/r', { properties: { apiId: '/apis/n;rev=2' } })
    expect(release.status).toBe(201)
    const target = await expectSameBytes(source)
    const names = (await target.call('GET', '/apis/n;rev=1/operations')).json.value.map(
      ({ name }: { name: string }) => name,
    )
    expect(names).toEqual(['z', 'a', 'm'])
  })

  it('brings another revision into force where an older one was', async () => {
    const source = await startManagement()
    await source.call('PUT', '/apis/n', { properties: { displayName: 'N', path: 'n' } })
    const target = await startManagement({ createSamples: false })
    await importInto(target, (await exportOf(source)).files)
    await source.call('PUT', '/apis/n;rev=2', { properties: { sourceApiId: '/apis/n' } })
    await importInto(target, (await exportOf(source)).files)
    await source.call('PUT', '/apis/n/releases/r', { properties: { apiId: '/apis/n;rev=2' } })
    const { files } = await exportOf(source)
    await importInto(target, files)
    expect(Object.fromEntries((await exportOf(target)).files)).toEqual(Object.fromEntries(files))
  })

  it('keeps identifiers that file systems would not', async () => {
    const source = await startManagement({ createSamples: false })
    const names = [
      'CON',
      'a.',
      'Ärger',
      'e\u0301',
      '.hidden',
      'x.policy',
      'x',
      'order',
      'ſ',
      's',
      '\u212b',
      'ö'.repeat(80),
    ]
    await source.call('PUT', '/apis/n', { properties: { displayName: 'N', path: 'n' } })
    for (const [at, name] of [...names, 'a:b|c?'].entries()) {
      const properties = { displayName: name, method: 'GET', urlTemplate: `/${at}` }
      const path = `/apis/n/operations/${encodeURIComponent(name)}`
      expect((await source.call('PUT', path, { properties })).status).toBe(201)
      const policy = { format: 'rawxml', value: `<policies><!-- ${at} --></policies>` }
      expect((await source.call('PUT', `${path}/policies/policy`, { properties: policy })).status).toBe(201)
    }
    const { files } = await exportOf(source)
    for (const file of files.keys()) {
      expect(file).not.toMatch(/[<>:"\\|?*\p{Cc}]|(^|\/)(con|nul)(\.|\/|$)|[. ]\/|\/\./iu)
      for (const part of file.split('/')) expect(Buffer.byteLength(part)).toBeLessThan(200)
    }
    expect(new Set([...files.keys()].map((file) => file.toUpperCase())).size).toBe(files.size)
    const decomposed = new Map([...files].map(([file, text]) => [file.normalize('NFD'), text]))
    const target = await startManagement({ createSamples: false })
    await importInto(target, decomposed)
    expect(Object.fromEntries((await exportOf(target)).files)).toEqual(Object.fromEntries(files))
  })
})

describe('secrets', () => {
  it('come along when they are given, and are made for new resources when they are not', async () => {
    const source = await startManagement()
    await source.call('PATCH', '/users/1', { properties: { password: 'another horse' } }, any)
    const keys = { primaryKey: 'a key that is known', secondaryKey: 'and another one' }
    await source.call('PATCH', '/subscriptions/administrator-starter', { properties: keys }, any)
    const { files, openSecrets } = await exportOf(source)
    const keysIn = async ({ call }: Instance) =>
      (await call('POST', '/subscriptions/administrator-starter/listSecrets')).json
    const [withSecrets, without] = [
      await startManagement({ createSamples: false }),
      await startManagement({ createSamples: false }),
    ]
    await importInto(withSecrets, files, { secrets: openSecrets() })
    await importInto(without, files)
    expect(await keysIn(withSecrets)).toEqual(keys)
    const made = await keysIn(without)
    expect([made.primaryKey, made.secondaryKey]).toEqual([expect.stringMatching(/^\w{32}$/), expect.any(String)])
    expect(made.secondaryKey).not.toBe(keys.secondaryKey)
    const body = JSON.stringify({ email: administrator.email, password: 'another horse' })
    const signIn = async ({ fetchRaw }: Instance) => (await fetchRaw('/api/sign-in', { method: 'POST', body })).status
    expect([await signIn(withSecrets), await signIn(without)]).toEqual([200, 401])
  })

  it('stay what they are where nothing is given', async () => {
    const instance = await startManagement()
    const keys = async () => (await instance.call('POST', '/subscriptions/master/listSecrets')).json
    const before = await keys()
    const { files } = await exportOf(instance)
    const subscription = files.get('subscriptions/master.yaml') ?? ''
    const renamed = subscription.replace(/displayName: .*/, 'displayName: Everything')
    await importInto(instance, changed(files, { 'subscriptions/master.yaml': renamed }))
    expect(await keys()).toEqual(before)
  })
})

describe('an import', () => {
  it('changes only what differs, and names the fields', async () => {
    const instance = await startManagement()
    const { files } = await exportOf(instance)
    const { etag } = await instance.call('GET', '/products/unlimited')
    const result = await importInto(
      instance,
      changed(files, {
        'products/starter/product.yaml': 'displayName: Beginner\nstate: published\nlinks: { apis: [echo-api] }\n',
        'groups/new.yaml': 'displayName: New\n',
      }),
    )
    expect(result).toMatchObject({
      added: ['/groups/new'],
      changed: [
        { path: '/products/starter', fields: ['displayName', 'description', 'approvalRequired', 'subscriptionsLimit'] },
      ],
      removed: [],
    })
    expect((await instance.call('GET', '/products/unlimited')).etag).toBe(etag)
    const { json } = await instance.call('GET', '/products/starter')
    expect(json.properties).toEqual({ displayName: 'Beginner', subscriptionRequired: true, state: 'published' })
    // What files do not say stays, unless it is asked for that it goes.
    expect((await instance.call('HEAD', '/products/starter/apis/azureml-demo-api')).status).toBe(204)
    const [row] = await instance.store.audit({ limit: 1 })
    expect(row?.actor).toBe('import')
  })

  it('removes what is missing when it is asked to, but nothing that every service has', async () => {
    const instance = await startManagement()
    const { files: all } = await exportOf(instance)
    const files = new Map([...all].filter(([file]) => file === 'portalsettings/signin.yaml'))
    const result = await importInto(instance, files, { deletesMissing: true })
    expect(result.removed.filter((path) => path.split('/').length === 3)).toEqual([
      '/subscriptions/administrator-unlimited',
      '/subscriptions/administrator-starter',
      '/products/unlimited',
      '/products/starter',
      '/apis/azureml-demo-api',
      '/apis/echo-api',
      '/diagnostics/azuremonitor',
      '/loggers/azuremonitor',
    ])
    const { files: bare } = await exportOf(await startManagement({ createSamples: false }))
    const kept = [...bare.keys()].filter((name) => !name.endsWith('/azuremonitor.yaml'))
    expect([...(await exportOf(instance)).files.keys()]).toEqual(kept)
  })

  it('tells every fault with file, line and column, and then changes nothing', async () => {
    const instance = await startManagement()
    const { files } = await exportOf(instance)
    const broken = changed(files, {
      'products/starter/product.yaml': 'displayName: Starter\nstate: gone\nlinks:\n  apis: [none]\n',
      'products/starter/policy.xml': '<policies>\n  <inbound>\n<nonsense /></inbound></policies>',
      'apis/echo-api/operations/retrieve-resource.yaml':
        'displayName: R\nmethod: GET\nurlTemplate: /r\ntemplateParameters:\n  - name: x\n    type: string\n',
      'groups/new.yaml': 'displayName: New\n',
    })
    expect(await faultsOf(importInto(instance, broken))).toEqual([
      "apis/echo-api/operations/retrieve-resource.yaml, line 5, column 5: The parameter 'x' does not occur in the URL template '/r'.",
      "products/starter/product.yaml, line 2, column 1: 'state' must be one of 'notPublished', 'published'.",
      expect.stringMatching(/^products\/starter\/policy.xml, line 3, column 2: Error in element 'nonsense' on line 3/),
      'products/starter/product.yaml, line 4, column 10: Api not found.',
    ])
    expect(Object.fromEntries((await exportOf(instance)).files)).toEqual(Object.fromEntries(files))
  })

  it('refuses files that are none, all of them at once', async () => {
    const instance = await startManagement()
    const faults = await faultsOf(
      importInto(
        instance,
        new Map([
          ['groups/a.yaml', 'displayName: [A'],
          ['groups/b.yaml', '- B'],
          ['groups/c.yaml', 'displayName: C\nlinks: { apis: [] }'],
          ['groups/order.yaml', 'a: 1'],
        ]),
      ),
    )
    expect(faults).toEqual([
      expect.stringMatching(/^groups\/a.yaml, line 1, column \d+: This is no YAML: /),
      'groups/b.yaml, line 1, column 1: This must be fields with their values.',
      "groups/c.yaml, line 2, column 10: 'apis' is no list of this resource.",
      'groups/order.yaml, line 1, column 1: This must be a list of names.',
    ])
  })

  it('passes over files that stand for nothing, and names them', async () => {
    const instance = await startManagement()
    const files = ['README.md', 'groups/a.txt', 'other/a.yaml', 'groups/Con.yaml', 'apis/a.yaml']
    const given = ['groups/b.yaml', ...files].map((file) => [file, 'displayName: A'] as const)
    const result = await importInto(instance, new Map(given))
    expect(result).toMatchObject({ added: ['/groups/b'], unknownFiles: [...files].sort() })
  })

  it('finds nothing to change in what was written by hand once it is there', async () => {
    const instance = await startManagement({ createSamples: false })
    const files = new Map([
      ['named-values/host.yaml', 'displayName: host\nvalue: x\n'],
      ['groups/partners.yaml', 'displayName: Partners\n'],
      ['products/gold/product.yaml', 'displayName: Gold\n'],
      ['backends/orders.yaml', 'url: https://orders.example\nprotocol: http\n'],
    ])
    expect((await importInto(instance, files)).added).toHaveLength(4)
    expect(await importInto(instance, files)).toMatchObject({ added: [], changed: [], removed: [] })
  })

  it('does nothing in a dry run but say what it would do', async () => {
    const instance = await startManagement()
    const { files } = await exportOf(instance)
    const more = changed(files, { 'groups/new.yaml': 'displayName: New\n' })
    expect(await importInto(instance, more, { isDryRun: true })).toMatchObject({ added: ['/groups/new'], changed: [] })
    expect((await exportOf(instance)).files).toEqual(files)
  })
})

describe('any configuration', () => {
  it('is the same bytes again after its import into an empty instance', async () => {
    const text = fc.oneof(
      fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
      fc.string({
        minLength: 1,
        maxLength: 40,
        unit: fc.constantFrom('a', ' ', '\n', '\t', '\r', ':', '-', '#', '"', '|', '%', '{', 'é'),
      }),
    )
    const note = fc.option(text, { nil: undefined })
    const api = fc.record({
      description: note,
      operations: fc.uniqueArray(
        fc.record({ id: fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }), text, policy: note }),
        {
          selector: ({ id }) => id.toLowerCase(),
          maxLength: 6,
        },
      ),
    })
    const product = fc.record({ description: note, terms: note, apis: fc.array(fc.nat(3)), isOpen: fc.boolean() })
    const configuration = fc.record({
      apis: fc.array(api, { maxLength: 4 }),
      products: fc.array(product, { maxLength: 3 }),
      subscriptions: fc.array(fc.record({ to: fc.nat(6), text: note }), { maxLength: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(configuration, async ({ apis, products, subscriptions }) => {
        const source = await startManagement({ createSamples: false })
        // What a rule refuses is not there, and is no part of the question.
        const put = (path: string, properties: object = {}) => source.call('PUT', path, { properties })
        for (const [at, { description, operations }] of apis.entries()) {
          await put(`/apis/a${at}`, { displayName: `A${at}`, path: `p${at}`, description })
          for (const [number, operation] of operations.entries()) {
            const path = `/apis/a${at}/operations/${encodeURIComponent(operation.id)}`
            const template = { method: 'GET', urlTemplate: `/${number}`, description: operation.text }
            await put(path, { displayName: operation.text, ...template })
            const format = number % 2 === 0 ? 'xml' : 'rawxml'
            if (operation.policy !== undefined)
              await put(`${path}/policies/policy`, { format, value: operation.policy })
          }
        }
        for (const [at, { isOpen, apis, ...rest }] of products.entries()) {
          await put(`/products/q${at}`, { displayName: `Q${at}`, subscriptionRequired: !isOpen, ...rest })
          for (const api of apis) await put(`/products/q${at}/apis/a${api}`)
        }
        for (const [at, { to, text }] of subscriptions.entries()) {
          const scope = to < 3 ? `/products/q${to}` : to < 6 ? `/apis/a${to - 3}` : '/apis'
          await put(`/subscriptions/s${at}`, { scope, displayName: text, stateComment: text })
        }
        await expectSameBytes(source)
      }),
      { numRuns: 30 },
    )
  }, 120_000)
})
