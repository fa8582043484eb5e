import { describe, expect, it } from 'vitest'
import { checkFragment, checkPolicy } from './policy-documents.ts'

const definitions = {
  namedValues: new Map([
    ['calls', '10'],
    ['secret', 'hunter2'],
    ['expression', '@(context.Api.Id)'],
  ]),
  fragments: new Map([
    [
      'limit',
      { value: '<fragment>\n<rate-limit calls="{{calls}}" renewal-period="60"/></fragment>', format: 'xml' as const },
    ],
    ['unknown', { value: '<fragment>\n <set-header name="{{nobody}}"/></fragment>', format: 'xml' as const }],
    ['broken', { value: '<fragment>', format: 'xml' as const }],
  ]),
}
const inbound = (statements: string) => `<policies>\n<inbound>${statements}</inbound></policies>`
const faultsOf = (text: string, scope: 'api' | 'global' = 'api') =>
  checkPolicy(text, 'xml', scope, definitions).map(({ message }) => message)

describe('the check of a document', () => {
  it('is done with the values in the place of names', () => {
    expect(faultsOf(inbound('<rate-limit calls="{{Calls}}" renewal-period="60"/>'))).toEqual([])
    expect(faultsOf(inbound('<rate-limit calls="{{Calls}}0" renewal-period="{{calls}}00"/>'))).toEqual([
      "Error in element 'rate-limit' on line 2, column 41: The 'renewal-period' attribute has the invalid value '{{calls}}00': a whole number from 1 to 300 is expected.",
    ])
  })

  it('names every unknown named value with its place, in the order of the document', () => {
    expect(
      faultsOf(inbound('<nonsense a="{{One}}"/><set-header name="X"><value>{{two}}</value></set-header>')),
    ).toEqual([
      expect.stringContaining("Error in element 'nonsense' on line 2, column 11: There is no policy"),
      "Error on line 2, column 23: The named value 'One' does not exist.",
      "Error on line 2, column 61: The named value 'two' does not exist.",
    ])
  })

  it('never shows the value of a named value', () => {
    const text = inbound('<rate-limit calls="{{secret}}" renewal-period="60"/><base>{{secret}}</base><x>{{secret}}</x>')
    expect(faultsOf(text).length).toBeGreaterThan(2)
    expect(JSON.stringify(faultsOf(text))).not.toContain('hunter2')
    expect(faultsOf(inbound('<set-header name="X"><value>@(context.{{secret}})</value></set-header>'))).toEqual([
      "Error in element 'value' on line 2, column 48: With its named values it is no proper policy expression.",
    ])
  })

  it('marks expressions with named values where they are wrong, and says no more', () => {
    const wrong = 'With its named values it is no proper policy expression.'
    const places = (statements: string) =>
      checkPolicy(inbound(statements), 'rawxml', 'api', definitions).map(({ target, message }) => {
        expect(message).toContain(wrong)
        return target
      })
    const value = (text: string) => `<set-header name="X"><value>${text}</value></set-header>`
    expect(places(value('@("{{secret}}" + foo + "{{calls}}" + bar)'))).toEqual(['line 2, column 55'])
    expect(places(value('@{ var a = "{{secret}}";\nreturn a.Foo + {{calls}}; }'))).toEqual(['line 3, column 10'])
    expect(places(value('@({{secret}})'))).toEqual(['line 2, column 40'])
    expect(places('<choose><when condition="@("{{secret}}".Lenght > {{calls}})"/></choose>')).toEqual([
      'line 2, column 50',
    ])
    expect(places('<choose><when condition="{{expression}}"/></choose>')).toEqual(['line 2, column 24'])
  })

  it('looks into fragments, and tells their faults where they are included', () => {
    const include = (id: string) => `<include-fragment fragment-id="${id}"/>`
    expect(faultsOf(inbound(include('Limit')))).toEqual([])
    expect(faultsOf(inbound(include('limit')), 'global')).toEqual([
      "Error in element 'include-fragment' on line 2, column 11: In the fragment 'limit', element 'rate-limit' on line 2, column 2: Policy is not allowed in the scope 'global'. Scopes in which it is allowed: 'product', 'api' or 'operation'.",
    ])
    expect(faultsOf(inbound(include('limit').repeat(2)))).toEqual([
      expect.stringContaining("'rate-limit' may stand only once in a section; the first one is on line 2, column 11."),
    ])
    expect(faultsOf(inbound(include('absent')))).toEqual([
      "Error in element 'include-fragment' on line 2, column 11: The policy fragment 'absent' does not exist.",
    ])
    expect(faultsOf(inbound(include('unknown')))).toContain(
      "Error in element 'include-fragment' on line 2, column 11: In the fragment 'unknown', element 'set-header' on line 2, column 3: The element 'value' is required at least once in 'set-header'.",
    )
    expect(faultsOf(inbound(include('unknown')))).toContain(
      "Error in element 'include-fragment' on line 2, column 11: In the fragment 'unknown' on line 2, column 20: The named value 'nobody' does not exist.",
    )
    expect(faultsOf(inbound(include('broken')))).toEqual([
      expect.stringContaining("The policy fragment 'broken' cannot be read: Error on line 1"),
    ])
  })

  it('tells where in a fragment an expression is wrong', () => {
    const text =
      '<fragment>\n<set-variable name="a" value="@(1)"/>\n<set-variable name="b" value="@(context.Foo)"/></fragment>'
    const fragments = new Map([
      ['outer', { value: '<fragment>\n<include-fragment fragment-id="Inner"/></fragment>', format: 'xml' as const }],
      ['inner', { value: text, format: 'xml' as const }],
    ])
    const document = inbound('\n<include-fragment fragment-id="outer"/>')
    expect(
      checkPolicy(document, 'xml', 'api', { namedValues: new Map(), fragments }).map(({ message }) => message),
    ).toEqual([
      "Error in element 'include-fragment' on line 3, column 2: In the fragment 'Inner', element 'set-variable' on line 3, column 41: 'IProxyRequestContext' has no member 'Foo' that policies may use.",
    ])
  })
})

describe('the check of a fragment', () => {
  const check = (statements: string, id = 'own') =>
    checkFragment(id, { value: `<fragment>${statements}</fragment>`, format: 'xml' }, definitions).map(
      ({ message }) => message,
    )

  it('asks for statements that could stand somewhere', () => {
    expect(check('<rate-limit calls="{{calls}}" renewal-period="60"/><cache-store duration="10"/>')).toEqual([])
    expect(check('<base/><nonsense/><rate-limit calls="{{calls}}"/><forward-request timeout="{{none}}"/>')).toEqual([
      "Error in element 'base' on line 1, column 12: <base /> may not stand in a policy fragment.",
      expect.stringContaining("Error in element 'nonsense' on line 1, column 19: There is no policy 'nonsense'."),
      "Error in element 'rate-limit' on line 1, column 30: The required attribute 'renewal-period' is missing.",
      expect.stringContaining("'{{none}}'"),
      "Error on line 1, column 86: The named value 'none' does not exist.",
    ])
  })

  it('marks what is wrong in an expression at its own line and column', () => {
    expect(check('\n<set-variable name="a" value="@(1 &lt; 2 &amp;&amp; foo)"/>')).toEqual([
      "Error in element 'set-variable' on line 2, column 53: The name 'foo' is not known here.",
    ])
    expect(check('\n<set-body>@{\n  var a = 1;\n  return a.Foo + "{{calls}}";\n}</set-body>')).toEqual([
      "Error in element 'set-body' on line 4, column 12: With its named values it is no proper policy expression.",
    ])
  })

  it('asks that it does not include itself', () => {
    const fragments = new Map([
      ['a', { value: '<fragment><include-fragment fragment-id="B"/></fragment>', format: 'xml' as const }],
    ])
    const fragment = { value: '<fragment>\n<include-fragment fragment-id="A"/></fragment>', format: 'xml' as const }
    const faults = checkFragment('b', fragment, { namedValues: new Map(), fragments })
    expect(faults.map(({ message }) => message)).toEqual([
      "Error in element 'include-fragment' on line 2, column 2: In the fragment 'A', element 'include-fragment' on line 1, column 12: The policy fragment 'B' includes itself: b → A → B.",
    ])
  })
})

describe('a backend that a document names', () => {
  const named = (id: string) => `<policies>\n<inbound><set-backend-service backend-id="${id}"/></inbound></policies>`
  const known = {
    namedValues: new Map([
      ['good', 'Orders'],
      ['bad', 'canary'],
    ]),
    fragments: new Map([
      ['f', { value: '<fragment><set-backend-service backend-id="x"/></fragment>', format: 'xml' as const }],
    ]),
    backendIds: new Set(['orders']),
  }
  const faultsIn = (text: string) =>
    checkPolicy(text, 'xml', 'api', known).map(({ target, message }) => [target, message])

  it('must exist, whole or by a named value, in any case', () => {
    expect([named(' ORDERS '), named('{{good}}')].flatMap(faultsIn)).toEqual([])
    const [unknown, hidden] = [named('x'), named('{{bad}}')].map(faultsIn)
    const why = (id: string) =>
      `Error in element 'set-backend-service' on line 2, column 31: The 'backend-id' attribute has the invalid value '${id}': there is no backend of this identifier.`
    expect([unknown, hidden]).toEqual([[['line 2, column 31', why('x')]], [['line 2, column 31', why('{{bad}}')]]])
    expect(faultsIn('<policies><inbound><include-fragment fragment-id="f"/></inbound></policies>')).toHaveLength(1)
    expect(
      checkFragment('g', { value: '<fragment><set-backend-service backend-id="x"/></fragment>', format: 'xml' }, known),
    ).toHaveLength(1)
  })

  it('may be any where nobody knows them', () => {
    const { backendIds: _, ...others } = known
    expect(checkPolicy(named('x'), 'xml', 'api', others)).toEqual([])
  })
})

describe('documents of a WebSocket API', () => {
  it('may not hold what only the body of a message could be for', () => {
    const text = `<policies><inbound><base /><choose><when condition="true"><set-body>x</set-body></when></choose>
      <cache-lookup vary-by-developer="false" vary-by-developer-groups="false" /></inbound>
      <outbound><set-header name="X" exists-action="delete" /><cache-store duration="1" /></outbound></policies>`
    const definitions = { namedValues: new Map(), fragments: new Map(), isForHandshake: true }
    const refused = (name: string) =>
      `Error in element '${name}': The policy '${name}' cannot be used in a WebSocket API: only its handshake passes policies.`
    const faults = checkPolicy(text, 'rawxml', 'api', definitions)
    expect(faults.map(({ message }) => message.replace(/ on line \d+, column \d+/, ''))).toEqual(
      ['set-body', 'cache-lookup', 'cache-store'].map(refused),
    )
  })
})
