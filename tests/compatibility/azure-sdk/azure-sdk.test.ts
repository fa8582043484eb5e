import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { bucketOfMicroseconds, type UsageBatch, type UsageCell } from '@sluice/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postUsage } from '../../support/post-usage.ts'
import { type RunningSluice, startSluice } from '../../support/start-sluice.ts'
import { resourceKinds } from './resource-kinds.ts'

/** What a gateway would tell of six calls of the sample API, two of which it kept. */
function calls(): Pick<UsageBatch, 'cells' | 'records'> {
  const timestamp = Date.now() - 60_000
  const starter = {
    service: 'sluice',
    api: 'echo-api',
    product: 'starter',
    subscription: 'administrator-starter',
    user: '1',
  }
  const cell = (operation: string, status: number, count: number): UsageCell => ({
    ...starter,
    operation,
    status,
    cache: 'none',
    minute: Math.floor(timestamp / 60_000),
    calls: count,
    bytesIn: 0,
    bytesOut: 100 * count,
    apiTime: { count, sum: 1500 * count, min: 1500, max: 1500, buckets: [bucketOfMicroseconds(1500), count] },
    serviceTime: { count: 0, sum: 0, min: 0, max: 0, buckets: [] },
  })
  const record = { ...starter, cache: 'none', callerIpAddress: '::1', requestSize: 0, responseSize: 100 } as const
  const get = { operation: 'retrieve-resource', method: 'GET', url: 'http://localhost/echo/resource', status: 200 }
  const post = { operation: 'create-resource', method: 'POST', url: 'http://localhost/echo/resource', status: 201 }
  return {
    cells: [
      cell('retrieve-resource', 200, 3),
      cell('retrieve-resource', 429, 1),
      cell('create-resource', 500, 1),
      cell('create-resource', 404, 1),
    ],
    records: [
      { ...record, ...get, requestId: 'request-1', timestamp, apiTime: 1500 },
      { ...record, ...post, requestId: 'request-2', timestamp: timestamp + 1, apiTime: 2500 },
    ],
  }
}

describe('Azure’s own SDK, over HTTPS with the local authority’s certificate', () => {
  let sluice: RunningSluice
  let told: Readonly<Record<string, unknown>> = {}

  beforeAll(async () => {
    sluice = await startSluice()
    const token = sluice.run('token').stdout.trim()
    const { instance } = sluice.status()
    await postUsage(sluice, calls())
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        join(import.meta.dirname, 'client-program.ts'),
        sluice.addresses.managementHttps ?? '',
        token,
        instance?.subscriptionId ?? '',
        instance?.resourceGroup ?? '',
        instance?.name ?? '',
      ],
      { encoding: 'utf8', env: { ...process.env, NODE_EXTRA_CA_CERTS: join(sluice.dataFolder, 'ca.pem') } },
    )
    expect(stderr).toBe('')
    expect(status).toBe(0)
    told = Object.fromEntries(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    )
  }, 180_000)
  afterAll(() => sluice.remove())

  it.each(Object.entries(resourceKinds))('makes, reads, lists, changes and deletes: %s', (name, kind) => {
    expect(told[name]).toEqual({
      created: kind.id,
      read: kind.id,
      hasEntityTag: true,
      ...(kind.list === undefined ? {} : { isListed: true }),
      ...(kind.change === undefined ? {} : { stale: '412 PreconditionFailed', isChanged: true }),
      ...(name === 'global policy' ? {} : { afterwards: '404 ResourceNotFound' }),
    })
  })

  it('filters, and lists the services of a resource group', () => {
    expect(told.filter).toEqual(['echo-api'])
    expect(told.services).toEqual(['sluice'])
  })

  it('reads errors with their code and every fault', () => {
    expect(told.missing).toBe('404 ResourceNotFound')
    expect(told.invalid).toEqual({
      code: 'ValidationError',
      details: [
        {
          code: 'ValidationError',
          target: 'properties.displayName',
          message: "'displayName' must have at least 1 character.",
        },
      ],
    })
  })

  it('puts APIs into products and takes them out', () => {
    expect(told.associations).toEqual({
      isThere: true,
      listed: ['echo-api', 'azureml-demo-api'],
      afterwards: '404 undefined',
    })
  })

  it('shows keys and makes new ones', () => {
    expect(told.keys).toEqual({ isPrimaryNew: true, isSecondaryKept: true })
  })

  it('imports a definition with its poller, and exports it as it came', () => {
    expect(told.import).toEqual({ displayName: 'Pets', operations: ['listpets'], isExportedAsItCame: true })
  })

  it('keeps policies together with what they use, and checks them all', () => {
    expect(told.policies).toEqual({
      secret: 'x',
      inUse: '400 OperationNotAllowed',
      renamed: '<fragment><set-header name="x"><value>{{sdk-renamed}}</value></set-header></fragment>',
      references: ['Microsoft.ApiManagement/service/apis/policies'],
      validation: 'Succeeded',
      isRateLimitDescribed: true,
      areCompliant: true,
    })
  })

  it('asks for the place of an instance, and hears why something is not served', () => {
    expect(told.place).toEqual({
      regions: ['Local'],
      depends: ['database'],
      outbound: [],
      settings: ['public'],
      unsupported: '501 NotSupportedHere',
    })
  })

  it('lists what belongs to something else', () => {
    expect(told.lists).toEqual({
      issues: ['sdk-listed'],
      issue: 'Slow',
      ofUser: 'administrator-starter',
      ofProduct: ['administrator-starter'],
      groupsOfUsers: [['Administrators', 'Developers']],
      groupLinks: ['administrators', 'developers', 'guests'],
      productsOfApi: ['starter'],
      hasSkus: true,
    })
  })

  it('reads every report, all its pages', () => {
    expect(told.reports).toEqual({
      byApi: [['Echo API', '/apis/echo-api', 3, 1, 1, 1, 6]],
      byOperation: [
        ['Retrieve resource', '/apis/echo-api/operations/retrieve-resource', 3, 1, 0, 0, 4],
        ['Create resource', '/apis/echo-api/operations/create-resource', 0, 0, 1, 1, 2],
      ],
      byProduct: [['Starter', '/products/starter']],
      bySubscription: [['/subscriptions/administrator-starter', '/products/starter', '/users/1']],
      byUser: [['/users/1', 600]],
      byGeo: [[3, 1, 1, 1, 6]],
      byTime: [[true, 'P3650D', 3, 1, 1, 1, 6]],
      byRequest: [
        ['request-2', 'POST', 201, true, 2.5],
        ['request-1', 'GET', 200, true, 1.5],
      ],
    })
  })

  it('tags resources and lists them by their tags', () => {
    expect(told.tags).toEqual({
      shown: 'Listed',
      linked: true,
      apis: ['Echo API'],
      products: ['Starter', 'Unlimited'],
      operations: ['Retrieve resource'],
      all: ['Listed', 'Listed', 'Listed', 'Listed'],
      links: ['echo-api'],
      scoped: ['sdk-list'],
      tagged: ['starter', 'unlimited'],
      left: [],
    })
  })

  it('makes a service, changes and deletes it, brings it back and purges it, each with its poller', () => {
    expect(told['life of a service']).toEqual({
      isNameFree: true,
      isDoneAtOnce: false,
      state: 'Succeeded',
      groups: ['administrators', 'developers', 'guests'],
      changed: ['Changed', { team: 'sdk' }],
      refused: 'ServiceAlreadyExistsInSoftDeletedState',
      isListedAsDeleted: true,
      restored: 'Changed',
      afterwards: 'ResourceNotFound',
      hasSkus: true,
      hasOperations: true,
    })
  })
})
