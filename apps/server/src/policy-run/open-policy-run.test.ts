import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { judgePolicyRun } from './judge-policy-run.ts'
import { openPolicyRun } from './open-policy-run.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-run-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const document = (inbound: string, rest = '') => `<policies><inbound><base />${inbound}</inbound>${rest}</policies>`
const show = (name: string, expression: string) =>
  `<set-header name="${name}" exists-action="override"><value>@(${expression})</value></set-header>`

/** What does not hold of a golden file; `f` stands for its path. */
async function play(...lines: readonly string[]): Promise<readonly string[]> {
  const file = join(folder, 'f.golden')
  const run = await openPolicyRun({ document: { file, text: lines.join('\n') } })
  return (await judgePolicyRun(run)).failures.map((failure) => failure.replace(file, 'f'))
}
const refusal = (...lines: readonly string[]) =>
  play(...lines).catch((error: Error) => error.message.replaceAll(folder, ''))

describe('settings', () => {
  it('say who calls, with which key, at what time and from where', async () => {
    const shown =
      show('X-User', 'context.User.FirstName + "/" + context.User.LastName + "/" + context.User.Email') +
      show('X-Groups', 'string.Join(",", context.User.Groups.Select(g => g.Id))') +
      show('X-Subscription', 'context.Subscription.Name') +
      show('X-Product', 'context.Product.Name') +
      show('X-Api', 'context.Api.Name') +
      show('X-Time', 'DateTime.UtcNow.ToString("s")') +
      show('X-Address', 'context.Request.IpAddress')
    expect(
      await play(
        'user: Ann van Lee <ann@example.com>',
        'groups: Beta, Gold',
        'subscription: Trial',
        'product: Unlimited',
        'api-name: Pets',
        'api-path: /pets/',
        'backend-url: https://pets.example.com/v1',
        'time: 2026-03-01T10:00:00+01:00',
        'client-address: 203.0.113.7',
        document(shown),
        '--- request',
        'GET /pets/1',
        '--- backend gets',
        'GET https://pets.example.com/v1/1',
        'X-User: Ann/van Lee/ann@example.com',
        'X-Groups: beta,gold',
        'X-Subscription: Trial',
        'X-Product: Unlimited',
        'X-Api: Pets',
        'X-Time: 2026-03-01T09:00:00',
        'X-Address: 203.0.113.7',
      ),
    ).toEqual([])
  })

  it('may name other subscriptions, which a request means by their keys', async () => {
    const shown =
      show('X-Subscription', 'context.Subscription.Name') +
      show('X-User', 'context.User == null ? "-" : context.User.Email')
    expect(
      await play(
        'user: Ann Lee <ann@example.com>',
        'subscription: First',
        'subscription Second: second-key, Ben Ray <ben@example.com>',
        'subscription Third: third-key',
        document(shown),
        '--- request',
        'GET /echo/1',
        '--- backend gets',
        'GET /api/1',
        'X-Subscription: First',
        'X-User: ann@example.com',
        '--- request',
        'GET /echo/1',
        'ocp-apim-subscription-key: second-key',
        '--- backend gets',
        'GET /api/1',
        'X-Subscription: Second',
        'X-User: ben@example.com',
        '--- request',
        'GET /echo/1',
        'Ocp-Apim-Subscription-Key: third-key',
        '--- backend gets',
        'GET /api/1',
        'X-Subscription: Third',
        'X-User: -',
        '--- request',
        'GET /echo/1',
        'Ocp-Apim-Subscription-Key: another',
        '--- answer',
        '401',
        '--- request',
        'GET /echo/1',
        '!Ocp-Apim-Subscription-Key',
        '--- answer',
        '401',
      ),
    ).toEqual([])
    expect(await refusal('subscription Second: key, Ben', document(''), '--- request', 'GET /echo/1')).toBe(
      "/f.golden:1: 'subscription Second' must be a key, or a key and its owner: beta-key, Ann Lee <ann@example.com>.",
    )
  })

  it('may leave out product and subscription', async () => {
    const shown = show('X-Any', '(context.Product == null) + "," + (context.Subscription == null)')
    for (const product of ['none', 'Open']) {
      const isNone = product === 'none' ? 'True' : 'False'
      expect(
        await play(
          `product: ${product}`,
          'subscription: none',
          document(shown),
          '--- request',
          'GET /echo/1',
          '--- backend gets',
          'GET /api/1',
          `X-Any: ${isNone},True`,
          '!Ocp-Apim-Subscription-Key',
        ),
      ).toEqual([])
    }
    expect(await refusal('product: none', 'scope: product', '<policies />')).toBe(
      '/f.golden:1: A document of a product needs a product, and there is none.',
    )
  })

  it('name values, backends, fragments, documents of other scopes and a definition in files', async () => {
    writeFileSync(
      join(folder, 'shared.xml'),
      '<fragment><set-header name="X-F"><value>{{V}}</value></set-header></fragment>',
    )
    writeFileSync(
      join(folder, 'global.xml'),
      document('<set-header name="X-G"><value>g</value></set-header>').replace('<base />', ''),
    )
    const openapi = {
      openapi: '3.0.3',
      info: { title: 'Pets', version: '1' },
      paths: {
        '/pets': {
          post: {
            operationId: 'add',
            requestBody: {
              content: {
                'application/json': {
                  schema: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
                },
              },
            },
            responses: { 201: { description: 'Made' } },
          },
        },
      },
    }
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(openapi))
    const validate =
      '<validate-content unspecified-content-type-action="prevent" max-size="1024" size-exceeded-action="prevent"><content type="application/json" validate-as="json" action="prevent" /></validate-content>'
    expect(
      await play(
        'named-value v: 7',
        'backend second: https://second.example.com/x',
        'fragment shared: shared.xml',
        'policy global: global.xml',
        'definition: openapi.json',
        document(`<include-fragment fragment-id="shared" /><set-backend-service backend-id="second" />${validate}`),
        '--- request',
        'POST /echo/pets',
        'Content-Type: application/json',
        '',
        '{"name":"Rex"}',
        '--- backend gets',
        'POST https://second.example.com/x/pets',
        'X-F: 7',
        'X-G: g',
        '--- request',
        'POST /echo/pets',
        'Content-Type: application/json',
        '',
        '{}',
        '--- 0 requests to the backend',
        '--- answer',
        '400',
        '--- request',
        'GET /echo/pets',
        '--- answer',
        '404',
      ),
    ).toEqual([])
  })

  it('that there are not, or that are wrong, are told', async () => {
    expect(await refusal('scop: api', '<policies />')).toMatch(
      /^\/f\.golden:1: There is no setting 'scop'\. Did you mean 'scope'\? Settings: scope, format, /,
    )
    expect(await refusal('', 'scope: all', '<policies />')).toBe(
      "/f.golden:2: 'scope' must be one of global, product, api, operation.",
    )
    expect(await refusal('user: Ann', '<policies />')).toBe(
      "/f.golden:1: 'user' must be written like Ann Lee <ann@example.com>.",
    )
    expect(await refusal('fragment a: gone.xml', '<policies />')).toBe(
      '/f.golden:1: gone.xml cannot be used: there is no such file.',
    )
    expect(await refusal('definition: f.json', '<policies />')).toContain(
      'f.json cannot be used: there is no such file.',
    )
    expect(await refusal('scope: api')).toBe('/f.golden:1: The document is missing: it stands before the first dashes.')
  })
})

describe('what is expected', () => {
  it('is told with what came instead, at its line', async () => {
    expect(
      await play(
        document('', '<outbound><base /><set-header name="X-A"><value>1</value></set-header></outbound>'),
        '--- backend answers',
        '200',
        '',
        'found',
        '--- request',
        'GET /echo/x',
        '--- backend gets',
        'GET /api/y',
        'X-None: 1',
        '--- 2 requests to the backend',
        '--- service gets',
        'GET https://service.example.com/',
        '--- answer',
        '201',
        'x-a: 2',
        '!X-A',
        '',
        'expected',
      ),
    ).toEqual([
      'f:8: backend gets: request line: expected "GET /api/y", found "GET /api/x"',
      'f:8: backend gets: header X-None: expected "1", and there is nothing',
      'f:11: requests to the backend: requests: expected "2", found "1"',
      'f:12: service gets: request line: expected "GET https://service.example.com/", and there is nothing',
      'f:14: answer: status: expected "201", found "200"',
      'f:14: answer: header x-a: expected "2", found "1"',
      'f:14: answer: header X-A: nothing was expected, and it is "1"',
      'f:14: answer: body: expected "expected", found "found"',
    ])
  })

  it('is compared with each request that a retry makes, in order', async () => {
    const retry =
      '<backend><retry condition="@(context.Response.StatusCode == 500)" count="3" interval="10"><set-header name="X-Try" exists-action="append"><value>1</value></set-header><forward-request buffer-request-body="true" /></retry></backend>'
    expect(
      await play(
        document('', retry),
        '--- backend answers',
        '500',
        '--- backend answers',
        '200',
        '--- request',
        'GET /echo/x',
        '--- backend gets',
        'GET /api/x',
        'X-Try: 1',
        '--- backend gets',
        'GET /api/x',
        'X-Try: 1, 1',
        '--- answer',
        '200',
      ),
    ).toEqual([])
  })

  it('may be that faults are told, all and no others', async () => {
    const unknown = "Error in element 'a' on line 1, column 11: There is no policy 'a'."
    const found = await play('<policies><inbound><a-b-c-d /></inbound></policies>', '--- refused', unknown)
    expect(found).toEqual([
      `f:2: refused: expected and not told: ${unknown}`,
      expect.stringMatching(/^f:2: refused: told and not expected: Error in element 'a-b-c-d' on line 1, column 21: /),
    ])
  })
})

it('faults of documents and fragments are told at their places, and nothing is played', async () => {
  expect(
    await play(
      'scope: api',
      document('<include-fragment fragment-id="a" />'),
      '--- fragment a',
      '<fragment><set-status /></fragment>',
      '--- policy global',
      '',
      '<policies><inbound><set-headr /></inbound></policies>',
      '--- request',
      'GET /echo/x',
    ),
  ).toEqual([
    "f:2:29: Error in element 'include-fragment': In the fragment 'a', element 'set-status' on line 1, column 12: The required attribute 'code' is missing.",
    "f:7:21: Error in element 'set-headr': There is no policy 'set-headr'. Did you mean 'set-header'?",
  ])
  expect(await refusal('scope: api', '<policies />', '--- policy api', '<policies />')).toBe(
    "/f.golden:3: The document of the scope 'api' is the one that runs.",
  )
  expect(await refusal('<policies />', '--- policy all', '<policies />')).toBe(
    "/f.golden:2: 'all' is no scope; scopes are global, product, api, operation.",
  )
})

describe('backends and services', () => {
  it('may be unreachable or too slow, each by the begin of its URLs', async () => {
    const ask = (url: string) =>
      `<send-request response-variable-name="r" ignore-error="true"><set-url>${url}</set-url></send-request>${show('X-S', '((IResponse)context.Variables["r"])?.StatusCode.ToString() ?? "none"')}`
    expect(
      await play(
        document(ask('https://one.example.com/a')),
        '--- service answers https://one.example.com/',
        '203',
        '--- backend answers http://backend/api/slow',
        'timeout',
        '--- backend answers http://backend/api/gone',
        'unreachable',
        '--- request',
        'GET /echo/slow',
        '--- answer',
        '500',
        '--- request',
        'GET /echo/gone',
        '--- answer',
        '500',
        '--- request',
        'GET /echo/other',
        '--- service gets',
        'GET https://one.example.com/a',
        '--- backend gets',
        'GET /api/other',
        'X-S: 203',
        '--- answer',
        '200',
      ),
    ).toEqual([])
  })
})

describe('a backend with its properties', () => {
  const chosen = document('<set-backend-service backend-id="Orders" />')

  it('is what set-backend-service chooses', async () => {
    expect(
      await play(
        chosen,
        '--- backend orders',
        '{ "url": "https://orders.example.com/v2", "credentials": { "header": { "X-Api-Key": ["secret"] } } }',
        '--- request',
        'GET /echo/1',
        '--- backend gets',
        'GET https://orders.example.com/v2/1',
        'X-Api-Key: secret',
      ),
    ).toEqual([])
  })

  it.each([
    ['{ "url": 5 }', 'The backend cannot be so: url: Invalid input: expected string, received number.'],
    ['{ "type": "Pool" }', 'The backend cannot be so: pool: is required for a backend of the type Pool.'],
    ['"http://orders"', 'The properties of the backend are no JSON object.'],
  ])('cannot be %s', async (text, reason) => {
    const told = await refusal(chosen, '--- backend orders', text, '--- request', 'GET /echo/1')
    expect(told).toBe(`/f.golden:2: ${reason}`)
  })

  it('is JSON', async () => {
    const told = await refusal(chosen, '--- backend orders', 'url: http://orders', '--- request', 'GET /echo/1')
    expect(told).toContain('/f.golden:2: The properties of the backend are no JSON: ')
  })
})
