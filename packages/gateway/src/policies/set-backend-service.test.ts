import { expect, it } from 'vitest'
import { createPolicyBench, document } from '../pipeline/policy-bench.fixture.ts'

it.each(['inbound', 'backend'])('sends the call to another address, in %s', async (section) => {
  const policy = '<set-backend-service base-url="http://other:81/v2/" />'
  const forward =
    section === 'backend' ? `<policies><backend>${policy}<base /></backend></policies>` : document(section, policy)
  const bench = createPolicyBench({ documents: { api: forward } })
  await bench.send({ target: '/a?b=c' })
  expect(bench.client.requests[0]).toMatchObject({ origin: 'http://other:81', target: '/v2/a?b=c' })
})

it.each([
  [
    'base-url="other/v2"',
    "an absolute URL that begins with 'http://', 'https://', 'ws://' or 'wss://', without query, is expected",
  ],
  ['base-url="http://user:pass@other"', 'an absolute URL'],
  ['', "At least one of the attributes 'base-url' or 'backend-id' is required."],
  ['base-url="http://a" backend-id="b"', "Only one of the attributes 'base-url' or 'backend-id' may be written."],
])('is refused with %s', (attributes, message) => {
  const policy = document('inbound', `<set-backend-service ${attributes} />`)
  expect(() => createPolicyBench({ documents: { api: policy } })).toThrow(message)
})

it('fails the call when there is no backend of the identifier', async () => {
  const policy = document('inbound', '<set-backend-service backend-id="Nobody" />')
  const bench = createPolicyBench({ documents: { api: policy } })
  const { status, context } = await bench.send({})
  expect([status, context.lastError?.source, context.lastError?.message]).toEqual([
    500,
    'set-backend-service',
    "The backend cannot be reached: there is no backend 'nobody'",
  ])
})
