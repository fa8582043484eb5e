import type { AppError } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { pfxFile, startManagement } from '../management.fixture.ts'
import { exportConfiguration } from './export-configuration.ts'
import { importConfiguration } from './import-configuration.ts'

type Instance = Awaited<ReturnType<typeof startManagement>>

const serviceOf = ({ installation }: Instance) => {
  if (installation === undefined) throw new Error('The fixture made no installation.')
  return installation.identity
}
const exportOf = (instance: Instance) => exportConfiguration(instance.environment, serviceOf(instance))

/** An instance with a secret of every kind, each used by something whose name comes before it. */
async function startWithSecrets(): Promise<Instance> {
  const instance = await startManagement()
  const put = async (path: string, properties: object) =>
    expect([path, (await instance.call('PUT', path, { properties })).status]).toEqual([path, 201])
  await put('/namedValues/z', { displayName: 'z-value', value: 'hush-1', secret: true, tags: ['a', 'b'] })
  await put('/namedValues/open', { displayName: 'open-value', value: 'seen' })
  await put('/certificates/client', { data: pfxFile, password: 'secret' })
  const single = { url: 'https://orders.example/v1', protocol: 'http' }
  const credentials = { header: { 'x-key': ['hush-2'] }, certificateIds: ['/certificates/client'] }
  await put('/backends/one', { ...single, credentials, proxy: { url: 'http://proxy.example', password: 'hush-3' } })
  await put('/backends/a-pool', { type: 'Pool', pool: { services: [{ id: '/backends/one' }] } })
  await put('/loggers/l', { loggerType: 'applicationInsights', credentials: { instrumentationKey: 'hush-4' } })
  await put('/diagnostics/applicationinsights', { loggerId: '/loggers/l' })
  await put('/caches/default', { connectionString: 'redis.example:6380,password=hush-5', useFromLocation: 'default' })
  await put('/policyFragments/f', {
    value: '<fragment><set-header name="x"><value>{{z-value}}</value></set-header></fragment>',
    format: 'rawxml',
    description: 'Adds x.',
  })
  await put('/apis/echo-api/policies/policy', {
    value: '<policies><inbound><include-fragment fragment-id="f" /></inbound></policies>',
    format: 'rawxml',
  })
  return instance
}

describe('files of a configuration', () => {
  it('name every secret, hold none, and bring each into an empty instance', async () => {
    const source = await startWithSecrets()
    const { files, openSecrets } = await exportOf(source)
    const text = [...files.values()].join('\n')
    expect(text).not.toMatch(/hush|sealed:|argon2/)
    expect(text).not.toContain(pfxFile.slice(0, 40))
    expect(
      [...openSecrets().keys()].filter((name) => !/^(subscriptions|users|tenant|portalsettings)\//.test(name)),
    ).toEqual([
      'backends/one/credentials',
      'backends/one/proxy',
      'caches/default/connectionString',
      'certificates/client/data',
      'certificates/client/password',
      'loggers/l/credentials',
      'namedValues/z/value',
    ])
    expect(files.get('named-values/z.yaml')).toBe(
      'displayName: z-value\nvalue:\n  secret: namedValues/z/value\nsecret: true\ntags:\n  - a\n  - b\n',
    )
    const target = await startManagement({ createSamples: false })
    const secrets = openSecrets()
    await importConfiguration(target.environment, files, { service: serviceOf(target), secrets })
    const copy = await exportOf(target)
    expect(Object.fromEntries(copy.files)).toEqual(Object.fromEntries(files))
    expect(copy.openSecrets()).toEqual(secrets)
    expect((await target.call('POST', '/namedValues/z/listValue')).json).toEqual({ value: 'hush-1' })
  })

  it('are refused with all secrets that are missing, each with its place, and change nothing', async () => {
    const { files } = await exportOf(await startWithSecrets())
    const target = await startManagement({ createSamples: false })
    const before = (await exportOf(target)).files
    const error = await importConfiguration(target.environment, files, { service: serviceOf(target) }).then(
      () => undefined,
      (thrown: AppError) => thrown,
    )
    const names = ['backends/one/credentials', 'backends/one/proxy', 'caches/default/connectionString']
    const all = [...names, 'certificates/client/data', 'certificates/client/password', 'loggers/l/credentials']
    const messageOf = (name: string) =>
      `The secret '${name}' is neither given nor there. Name a file that has it with --secrets.`
    const messages = error?.faults.map(({ message }) => message) ?? []
    expect([...messages].sort()).toEqual([...all, 'namedValues/z/value'].map(messageOf))
    expect(error?.faults.find(({ message }) => message.includes('namedValues'))?.target).toBe(
      'named-values/z.yaml, line 2, column 1',
    )
    expect((await exportOf(target)).files).toEqual(before)
  })

  it('take a secret that a field no longer speaks of away, and a new one from what is given', async () => {
    const instance = await startWithSecrets()
    const { files } = await exportOf(instance)
    const withoutProxy = (files.get('backends/one.yaml') ?? '').replace(/proxy:\n {2}secret: .*\n/, '')
    const other = new Map([...files, ['backends/one.yaml', withoutProxy]])
    const result = await importConfiguration(instance.environment, other, {
      service: serviceOf(instance),
      secrets: new Map([['namedValues/z/value', 'hush-6']]),
    })
    expect(result.changed).toEqual([
      { path: '/namedValues/z', fields: ['value'] },
      { path: '/backends/one', fields: ['proxy'] },
    ])
    const { properties } = (await instance.call('GET', '/backends/one')).json
    expect([properties.proxy, properties.credentials.header]).toEqual([undefined, { 'x-key': ['hush-2'] }])
    expect((await instance.call('POST', '/namedValues/z/listValue')).json).toEqual({ value: 'hush-6' })
  })
})
