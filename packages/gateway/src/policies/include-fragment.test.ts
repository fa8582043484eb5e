import { describe, expect, it } from 'vitest'
import { createTestGateway, entriesOf } from '../gateway.fixture.ts'
import { checkPolicy } from '../pipeline/policy-documents.ts'

const { service, api, operation, policy, fragment } = entriesOf('contoso')
const appends = (value: string) =>
  `<set-header name="Trail" exists-action="append"><value>${value}</value></set-header>`

describe('include-fragment', () => {
  it('runs the statements of the fragment in its place, in every section that includes it', async () => {
    const include = '<include-fragment fragment-id="Shared"/>'
    const { send, client } = createTestGateway([
      service(),
      api('echo'),
      operation('echo', 'get', 'GET', '/a'),
      fragment('shared', appends('shared')),
      policy(
        '/apis/echo',
        `<policies><inbound>${appends('first')}${include}${appends('last')}</inbound>
         <outbound>${include}</outbound></policies>`,
      ),
    ])
    expect((await send({ target: '/echo/a' })).header('trail')).toBe('shared')
    const sent = client.requests[0]?.headers ?? []
    expect(sent.filter((_, index) => sent[index - 1] === 'Trail')).toEqual(['first, shared, last'])
  })

  it('names the fragment and nothing else', () => {
    const faultsOf = (statement: string) =>
      checkPolicy(`<policies><inbound>${statement}</inbound></policies>`, 'xml', 'api').map(({ message }) => message)
    expect(faultsOf('<include-fragment/>')).toEqual([
      "Error in element 'include-fragment' on line 1, column 21: The required attribute 'fragment-id' is missing.",
    ])
    expect(faultsOf('<include-fragment fragment-id="{{name}}"/>')).toEqual([
      "Error in element 'include-fragment' on line 1, column 21: The policy fragment '{{name}}' does not exist.",
      "Error on line 1, column 51: The named value 'name' does not exist.",
    ])
  })
})
