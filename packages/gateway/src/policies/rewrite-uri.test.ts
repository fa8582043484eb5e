import { describe, expect, it } from 'vitest'
import { createPolicyBench, document } from '../pipeline/policy-bench.fixture.ts'

async function targetAfter(policy: string, urlTemplate: string, target: string) {
  const bench = createPolicyBench({ documents: { operation: document('inbound', policy) }, urlTemplate })
  const answer = await bench.send({ target })
  return bench.client.requests[0]?.target ?? answer.context.lastError?.message
}

const rewrite = (template: string, more = '') => `<rewrite-uri template="${template}" ${more} />`

describe('rewrite-uri', () => {
  it.each([
    ['/put', '/get?a={b}', '/get?a=b&c=d', '/api/put?c=d'],
    ['/resource', '/resource-cached', '/resource-cached?param1=x', '/api/resource?param1=x'],
    ['/put/{b}', '/get?a={b}', '/get?a=1%2F2&c=d', '/api/put/1%2F2?c=d'],
    ['/put?k={b}', '/get?a={b}', '/get?a=x%26y&c=d+e', '/api/put?k=x%26y&c=d+e'],
    ['/{y}/{x}', '/{x}/{y}', '/one/t%20w%C3%B6', '/api/t%20w%C3%B6/one'],
    ['/v2/{rest}', '/{*rest}', '/a/b%20c?q=1', '/api/v2/a/b%20c?q=1'],
    ['/v2/{*rest}', '/{*rest}', '/a/b', '/api/v2/a/b'],
    ['put', '/get', '/get', '/api/put'],
    ['/put?', '/get', '/get?x=1', '/api/put?x=1'],
    ['/put', '/get?A={b}', '/get?a=1&%41=2&c', '/api/put?c'],
    ['/put', '/get?op=start', '/get?op=start&z=1', '/api/put?z=1'],
  ])('%s for %s makes of %s: %s', async (template, urlTemplate, target, expected) => {
    expect(await targetAfter(rewrite(template), urlTemplate, target)).toBe(expected)
  })

  it('copies no other parameters when it is told so', async () => {
    const policy = rewrite('/put', 'copy-unmatched-params="false"')
    expect(await targetAfter(policy, '/get?a={b}', '/get?a=b&c=d')).toBe('/api/put')
  })

  it('fails the call for a parameter that the operation does not have', async () => {
    expect(await targetAfter(rewrite('/{nope}'), '/get', '/get')).toBe(
      "Only parameters specified in the original URL template can be used in the rewrite template; 'nope' is none.",
    )
  })

  it.each(['/a b', '/{', '/{a', '/a}', '/#x', '/{a b}', ''])('is refused for the template "%s"', (template) => {
    expect(() => createPolicyBench({ documents: { api: document('inbound', rewrite(template)) } })).toThrow(
      /'template' attribute/,
    )
  })
})
