import { expect, test } from 'vitest'
import type { PolicyCatalogue } from '../document/catalogue.ts'
import { checkPolicyDocument } from '../document/check-policy-document.ts'
import { parsePolicyDocument } from '../document/parse-policy-document.ts'
import { checkExpression } from './expressions.ts'

const text = { type: 'text', minLength: 0 } as const
const catalogue: PolicyCatalogue = {
  choose: {
    name: 'choose',
    summary: '',
    category: 'Routing',
    snippet: '',
    sections: ['inbound'],
    scopes: ['api'],
    isOncePerSection: false,
    rules: [],
    attributes: {
      condition: { help: '', value: { type: 'boolean' }, isRequired: false, allowsExpression: true },
      count: { help: '', value: { type: 'integer', min: 0 }, isRequired: false, allowsExpression: true },
      fixed: { help: '', value: text, isRequired: false, allowsExpression: false },
    },
    content: { kind: 'text', help: '', value: text, allowsExpression: true },
  },
}

function faultsOf(statement: string, format: 'xml' | 'rawxml' = 'rawxml'): readonly string[] {
  const source = `<policies>\n<inbound>\n${statement}\n</inbound>\n</policies>`
  const { document, fault } = parsePolicyDocument(source, format) as ReturnType<typeof parsePolicyDocument> & {
    readonly fault?: unknown
  }
  if (document === undefined) throw new Error(`The document does not parse: ${JSON.stringify(fault)}`)
  return checkPolicyDocument(document, 'api', catalogue, {}, checkExpression).map(({ message }) => message)
}

test('sound expressions have no faults', () => {
  expect(
    faultsOf('<choose condition="@(context.Request.Method == "GET" && 1 < 2)" count="@(5)">@(1 + "a")</choose>'),
  ).toEqual([])
})

test('a fault stands at its own column in an attribute', () => {
  expect(faultsOf('<choose condition="@(context.Requst.Method == "GET")" />')).toEqual([
    "Error in element 'choose' on line 3, column 30: 'IProxyRequestContext' has no member 'Requst' that policies may use. Did you mean 'Request'?",
  ])
})

test('references of xml are counted as they are written', () => {
  expect(faultsOf('<choose condition="@(1 &lt; 2 &amp;&amp; foo)" />', 'xml')).toEqual([
    "Error in element 'choose' on line 3, column 42: The name 'foo' is not known here.",
  ])
})

test('a fault in a block stands on its own line', () => {
  expect(faultsOf('<choose>@{\n  var a = 1;\n  return a.Foo;\n}</choose>')).toEqual([
    "Error in element 'choose' on line 5, column 12: 'int' has no member 'Foo' that policies may use.",
  ])
})

test('all faults of a block are told, and a variable whose value has one causes no more', () => {
  expect(faultsOf('<choose>@{\n  var a = foo;\n  var b = a + 1;\n  return bar + b;\n}</choose>')).toEqual([
    "Error in element 'choose' on line 4, column 11: The name 'foo' is not known here.",
    "Error in element 'choose' on line 6, column 10: The name 'bar' is not known here.",
  ])
})

test('the value is checked against what it is for', () => {
  expect(faultsOf('<choose condition="@("a")" count="@(1.5)" fixed="@(1)" />')).toEqual([
    "Error in element 'choose' on line 3, column 22: 'string' cannot be converted to 'bool'.",
    "Error in element 'choose' on line 3, column 37: A whole number is expected here, not 'double'.",
    "Error in element 'choose' on line 3, column 43: The 'fixed' attribute has the invalid value '@(1)': a policy expression is not allowed here; write a constant value.",
  ])
})
