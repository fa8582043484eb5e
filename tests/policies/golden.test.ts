import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { policyCatalogue } from '@sluice/gateway/documents'
import { describe, expect, it } from 'vitest'
import { judgePolicyRun } from '../../apps/server/src/policy-run/judge-policy-run.ts'
import { openPolicyRun } from '../../apps/server/src/policy-run/open-policy-run.ts'

const folder = import.meta.dirname
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.golden'))
  .map((path) => path.replaceAll('\\', '/'))
const textOf = (path: string): string => readFileSync(join(folder, path), 'utf8')

// What `sluice policy run tests/policies` runs; here each file is a test of its own.
describe('golden files', () => {
  it.each(files)('%s', async (path) => {
    const { failures } = await judgePolicyRun(
      await openPolicyRun({ document: { file: join(folder, path), text: textOf(path) } }),
    )
    expect(failures).toEqual([])
  })
})

/** How much depends on a policy. @see reference: API Management, 3.2 */
const priorities = {
  must: [
    'authentication-basic',
    'base',
    'cache-lookup',
    'cache-lookup-value',
    'cache-remove-value',
    'cache-store',
    'cache-store-value',
    'check-header',
    'choose',
    'cors',
    'emit-metric',
    'find-and-replace',
    'forward-request',
    'include-fragment',
    'ip-filter',
    'json-to-xml',
    'jsonp',
    'limit-concurrency',
    'mock-response',
    'quota',
    'quota-by-key',
    'rate-limit',
    'rate-limit-by-key',
    'retry',
    'return-response',
    'rewrite-uri',
    'send-one-way-request',
    'send-request',
    'set-backend-service',
    'set-body',
    'set-header',
    'set-method',
    'set-query-parameter',
    'set-status',
    'set-variable',
    'trace',
    'validate-content',
    'validate-jwt',
    'validate-parameters',
    'wait',
    'xml-to-json',
  ],
  should: [
    'authentication-certificate',
    'llm-emit-token-metric',
    'llm-semantic-cache-lookup',
    'llm-semantic-cache-store',
    'llm-token-limit',
    'proxy',
    'redirect-content-urls',
    'validate-azure-ad-token',
    'validate-client-certificate',
    'validate-headers',
    'validate-status-code',
  ],
} as const
const casesAtLeast = { must: 6, should: 3 } as const

/** Those in its folder whose documents have it. */
const cases = (policy: string) =>
  files.filter((path) => path.startsWith(`${policy}/`) && textOf(path).includes(`<${policy}`))
/** A document that is refused, or a call that does not end well. */
const showsError = (path: string): boolean => /^--- refused$|^--- answer\n[45]\d\d$/m.test(textOf(path))

describe.each(['must', 'should'] as const)('policies that the reference says %s be there', (priority) => {
  it.each(priorities[priority])(
    `${casesAtLeast[priority]} golden files or more show %s, errors among them`,
    (policy) => {
      const ofPolicy = cases(policy)
      expect(ofPolicy.length).toBeGreaterThanOrEqual(casesAtLeast[priority])
      expect(ofPolicy.filter(showsError)).not.toEqual([])
    },
  )
})

it('every policy that runs here is counted', () => {
  const counted: readonly string[] = [...priorities.must, ...priorities.should]
  const served = Object.values(policyCatalogue).filter(({ unserved }) => unserved === undefined)
  // The older names of llm-… policies.
  const uncounted = served.map(({ name }) => name).filter((name) => !counted.includes(name))
  expect(uncounted.filter((name) => !name.startsWith('azure-openai-'))).toEqual([])
})

it('folders are named after policies, or after what several of them share', () => {
  const shared = ['expressions', 'last-error']
  const folders = new Set(files.map((path) => path.split('/', 1)[0] ?? ''))
  expect([...folders].filter((name) => !Object.hasOwn(policyCatalogue, name) && !shared.includes(name))).toEqual([])
})
