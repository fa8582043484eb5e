import { describe, expect, it } from 'vitest'
import { createPolicyBench, document } from '../pipeline/policy-bench.fixture.ts'

const header = (name: string, action: string, ...values: string[]) =>
  `<set-header name="${name}" exists-action="${action}">${values.map((v) => `<value>${v}</value>`).join('')}</set-header>`

/** What the backend got. */
async function requestAfter(policy: string, headers: readonly string[] = []) {
  const bench = createPolicyBench({ documents: { api: document('inbound', policy) } })
  await bench.send({ headers })
  return bench.client.requests[0]
}

async function responseAfter(policy: string, headers: readonly string[] = []) {
  const backend = (call: { respond(head: { status: number; headers: readonly string[] }): void }) =>
    call.respond({ status: 200, headers })
  return createPolicyBench({ documents: { api: document('outbound', policy) }, backend }).send()
}

describe('set-header', () => {
  it.each([
    ['override', ['1'], ['X', 'old'], '1'],
    ['override', ['1', '2'], [], '1, 2'],
    ['skip', ['1'], ['x', 'old'], 'old'],
    ['skip', ['1'], [], '1'],
    ['append', ['1', '2'], ['x', 'old'], 'old, 1, 2'],
    ['append', ['1'], [], '1'],
    ['delete', [], ['x', 'old', 'X', 'older'], undefined],
  ])('%s %j over %j', async (action, values, present, expected) => {
    expect((await requestAfter(header('X', action, ...values), present))?.header('x')).toBe(expected)
  })

  it('overrides where no action is written', async () => {
    expect(
      (await requestAfter('<set-header name="X"><value>\n  1\n</value></set-header>', ['x', '0']))?.header('x'),
    ).toBe('1')
  })

  it('writes the values of headers that cannot share a line on lines of their own', async () => {
    const response = await responseAfter(header('Set-Cookie', 'append', 'b=2', 'c=3'), ['Set-Cookie', 'a=1'])
    expect(response.headers.filter((_, i) => i % 2 === 1)).toEqual(expect.arrayContaining(['a=1', 'b=2', 'c=3']))
    const overridden = await responseAfter(header('Set-Cookie', 'override', 'b=2', 'c=3'), ['Set-Cookie', 'a=1'])
    expect(overridden.headers.filter((name) => name === 'Set-Cookie')).toHaveLength(2)
  })

  it('changes the response in outbound and leaves Server there', async () => {
    const response = await responseAfter(
      header('X-My-Sample', 'override', 'This is a sample') + header('Server', 'delete'),
      ['Server', 'echo', 'X-Powered-By', 'echo'],
    )
    expect(response.header('x-my-sample')).toBe('This is a sample')
    expect(response.header('server')).toBe('echo')
    expect((await requestAfter(header('Server', 'delete'), ['Server', 'x']))?.header('server')).toBeUndefined()
  })

  it.each([
    ['Content-Length', '<value>1</value>', 'it cannot be set by a policy'],
    ['transfer-encoding', '<value>1</value>', 'it cannot be set by a policy'],
    ['a b', '<value>1</value>', 'the name of a header is expected'],
    ['X', '', "The element 'value' is required at least once in 'set-header'."],
    ['X', '<value>a&#10;b: c</value>', 'text of one line in Latin-1 characters is expected'],
    ['X', '<value>\u20ac</value>', 'text of one line in Latin-1 characters is expected'],
  ])('is refused for %s %s', (name, values, message) => {
    const policy = `<set-header name="${name}">${values}</set-header>`
    expect(() => createPolicyBench({ documents: { api: document('inbound', policy) } })).toThrow(message)
  })
})
