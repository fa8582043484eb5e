import { describe, expect, it } from 'vitest'
import type { AttributeDeclaration, PolicyCatalogue, PolicyDeclaration, ValueType } from './catalogue.ts'
import { checkPolicyDocument } from './check-policy-document.ts'
import { parsePolicyDocument } from './parse-policy-document.ts'
import { type PolicyScope, policyScopes, sectionNames } from './policy-document.ts'

const attribute = (value: ValueType, more: Partial<AttributeDeclaration> = {}): AttributeDeclaration => ({
  help: 'An attribute.',
  value,
  isRequired: false,
  allowsExpression: false,
  ...more,
})

const policy = (name: string, more: Partial<PolicyDeclaration> = {}): PolicyDeclaration => ({
  name,
  summary: 'A policy.',
  category: 'Routing',
  snippet: `<${name} />`,
  sections: sectionNames,
  scopes: policyScopes,
  isOncePerSection: false,
  attributes: {},
  rules: [],
  content: { kind: 'none' },
  ...more,
})

const anyText = { type: 'text', minLength: 1 } as const

const declared = [
  policy('base', { scopes: ['product', 'api', 'operation'], isOncePerSection: true }),
  policy('limit', {
    sections: ['inbound'],
    scopes: ['product'],
    isOncePerSection: true,
    attributes: {
      calls: attribute({ type: 'integer', min: 1 }, { isRequired: true }),
      period: attribute({ type: 'integer', min: 1, max: 300 }, { allowsExpression: true }),
      mode: attribute({ type: 'choice', values: ['a', 'b'], unserved: { c: 'c is for others' } }),
      strict: attribute({ type: 'boolean' }),
      url: attribute({ type: 'url', schemes: ['http', 'https'] }),
      backend: attribute({ type: 'unserved', reason: 'there are no backends; write url' }),
    },
    rules: [{ rule: 'at-most-one', of: ['mode', 'strict'] }],
  }),
  policy('header', {
    attributes: {
      name: attribute(
        {
          ...anyText,
          pattern: { expression: '[a-z-]+', meaning: 'the name of a header' },
          refused: { values: ['host'], reason: 'this one is kept' },
        },
        { isRequired: true },
      ),
      action: attribute({ type: 'choice', values: ['set', 'delete'] }),
    },
    content: {
      kind: 'elements',
      elements: {
        value: {
          help: 'A value.',
          element: {
            attributes: {},
            rules: [],
            content: {
              kind: 'text',
              help: 'The value.',
              value: { ...anyText, isTrimmed: true },
              allowsExpression: true,
            },
          },
          min: 1,
          max: 2,
          optionalWhen: { attribute: 'action', is: 'delete' },
        },
      },
    },
  }),
  policy('choose', {
    content: {
      kind: 'elements',
      elements: {
        when: { help: 'A case.', element: { attributes: {}, rules: [], content: { kind: 'statements' } }, min: 1 },
      },
    },
    rules: [],
  }),
  policy('either', {
    attributes: { a: attribute(anyText), b: attribute(anyText) },
    rules: [{ rule: 'at-least-one', of: ['a', 'b'] }],
  }),
]
const catalogue: PolicyCatalogue = Object.fromEntries(declared.map((one) => [one.name, one]))

function faultsIn(statements: string, scope: PolicyScope = 'product', section = 'inbound'): readonly string[] {
  const { document } = parsePolicyDocument(`<policies><${section}>\n${statements}\n</${section}></policies>`, 'rawxml')
  if (document === undefined) throw new Error('The document cannot be read.')
  return checkPolicyDocument(document, scope, catalogue).map((fault) => fault.message)
}

const at = (element: string, column: number, line = 2) =>
  `Error in element '${element}' on line ${line}, column ${column}: `

describe('checkPolicyDocument', () => {
  it('lets pass what is right, with an id on any statement', () => {
    expect(
      faultsIn(
        '<base /><limit calls=" 5 " period="300" mode="a" id="x" url="https://h:1/a" />' +
          '<header name="x"><!-- c --><value> 1 </value></header><header name="x" action="delete" />' +
          '<choose><when><header name="y" id="z"><value>1</value></header></when></choose><either b="1" />',
      ),
    ).toEqual([])
  })

  it.each([
    ['<limt calls="1" />', `${at('limt', 2)}There is no policy 'limt'. Did you mean 'limit'?`],
    [
      '<foo />',
      `${at('foo', 2)}There is no policy 'foo'. Policies allowed here: 'base', 'limit', 'header', 'choose' or 'either'.`,
    ],
    [
      '<toString />',
      `${at('toString', 2)}There is no policy 'toString'. Policies allowed here: 'base', 'limit', 'header', 'choose' or 'either'.`,
    ],
    ['<limit />', `${at('limit', 2)}The required attribute 'calls' is missing.`],
    [
      '<limit calls="0" />',
      `${at('limit', 8)}The 'calls' attribute has the invalid value '0': a whole number of at least 1 is expected.`,
    ],
    [
      '<limit calls="1" period="301" />',
      `${at('limit', 18)}The 'period' attribute has the invalid value '301': a whole number from 1 to 300 is expected.`,
    ],
    [
      '<limit calls="1e3" />',
      `${at('limit', 8)}The 'calls' attribute has the invalid value '1e3': a whole number of at least 1 is expected.`,
    ],
    [
      '<limit calls="1" mode="d" />',
      `${at('limit', 18)}The 'mode' attribute has the invalid value 'd': 'a' or 'b' is expected.`,
    ],
    [
      '<limit calls="1" mode="c" />',
      `${at('limit', 18)}The 'mode' attribute has the invalid value 'c': c is for others.`,
    ],
    [
      '<limit calls="1" strict="yes" />',
      `${at('limit', 18)}The 'strict' attribute has the invalid value 'yes': 'true' or 'false' is expected.`,
    ],
    [
      '<limit calls="1" url="ftp://h" />',
      `${at('limit', 18)}The 'url' attribute has the invalid value 'ftp://h': an absolute URL that begins with 'http://' or 'https://', without query, is expected.`,
    ],
    [
      '<limit calls="1" backend="b" />',
      `${at('limit', 18)}The 'backend' attribute is not served: there are no backends; write url.`,
    ],
    [
      '<limit calls="1" perod="3" />',
      `${at('limit', 18)}The 'perod' attribute is not declared. Did you mean 'period'? Attributes allowed here: 'calls', 'period', 'mode', 'strict', 'url' or 'backend'.`,
    ],
    [
      '<limit calls="1" mode="a" strict="true" />',
      `${at('limit', 2)}Only one of the attributes 'mode' or 'strict' may be written.`,
    ],
    ['<either />', `${at('either', 2)}At least one of the attributes 'a' or 'b' is required.`],
    [
      '<limit calls="1" /><limit calls="2" />',
      `${at('limit', 21)}'limit' may stand only once in a section; the first one is on line 2, column 2.`,
    ],
    ['<limit calls="1">x</limit>', `${at('limit', 18)}The element 'limit' cannot contain text; it is empty.`],
    ['<limit calls="1"><x /></limit>', `${at('x', 19)}The element 'limit' cannot contain elements; it is empty.`],
    [
      '<header name="x">1<value>1</value></header>',
      `${at('header', 18)}The element 'header' cannot contain text. List of possible elements expected: 'value'.`,
    ],
    ['<header name="x" />', `${at('header', 2)}The element 'value' is required at least once in 'header'.`],
    [
      '<header name="x"><value>1</value><v /></header>',
      `${at('v', 35)}The element 'header' has the invalid child element 'v'. List of possible elements expected: 'value'.`,
    ],
    [
      `<header name="x">${'<value>1</value>'.repeat(4)}</header>`,
      `${at('value', 51)}'value' may stand at most 2 times in 'header'.`,
    ],
    [
      '<header name="x"><value> </value></header>',
      `${at('value', 19)}The text has the invalid value '': it must not be empty.`,
    ],
    [
      '<header name="x"><value id="1">1</value></header>',
      `${at('value', 25)}The 'id' attribute is not declared. <value> has no attributes.`,
    ],
    [
      '<header name="x"><value>1<b /></value></header>',
      `${at('b', 27)}The element 'value' contains text only, no elements.`,
    ],
    [
      '<header name="X"><value>1</value></header>',
      `${at('header', 9)}The 'name' attribute has the invalid value 'X': the name of a header is expected.`,
    ],
    [
      '<header name="host"><value>1</value></header>',
      `${at('header', 9)}The 'name' attribute has the invalid value 'host': this one is kept.`,
    ],
    ['<choose><when>x</when></choose>', `${at('when', 15)}The element 'when' cannot contain text, only policies.`],
    [
      '<choose><when><nope /></when></choose>',
      `${at('nope', 16)}There is no policy 'nope'. Policies allowed here: 'base', 'limit', 'header', 'choose' or 'either'.`,
    ],
    [
      '<choose><when><base /></when></choose>',
      `${at('base', 16)}<base /> stands directly in a section, not inside <when>.`,
    ],
  ])('refuses %s', (statements, message) => {
    expect(faultsIn(statements)).toEqual([message])
  })

  it('says in which sections and scopes a policy is allowed', () => {
    expect(faultsIn('<limit calls="1" />', 'api', 'outbound')).toEqual([
      `${at('limit', 2)}Policy is not allowed in the section 'outbound'. Sections in which it is allowed: 'inbound'.`,
      `${at('limit', 2)}Policy is not allowed in the scope 'api'. Scopes in which it is allowed: 'product'.`,
    ])
    expect(faultsIn('<base />', 'global')).toEqual([
      `${at('base', 2)}Policy is not allowed in the scope 'global'. Scopes in which it is allowed: 'product', 'api' or 'operation'.`,
    ])
  })

  it('refuses policy expressions with their place', () => {
    expect(
      faultsIn(
        '<limit calls="@(1 < 2 ? 1 : 2)"\n period=" @{ return 1; }" /><header name="x"><value>@(1)</value></header>',
      ),
    ).toEqual([
      `${at('limit', 8)}The 'calls' attribute has the invalid value '@(1 < 2 ? 1 : 2)': a policy expression is not allowed here; write a constant value.`,
      `${at('limit', 2, 3)}The 'period' attribute has the invalid value ' @{ return 1; }': policy expressions are not evaluated by this gateway; write a constant value.`,
      `${at('value', 47, 3)}The text has the invalid value '@(1)': policy expressions are not evaluated by this gateway; write a constant value.`,
    ])
  })

  it('leaves references to named values as they are written', () => {
    expect(faultsIn('<either a="{{name}}" />')).toEqual([])
  })

  it('tells the first 100 faults of very many', () => {
    expect(faultsIn('<foo />'.repeat(1000))).toHaveLength(100)
  })

  it('tells every fault, in the order they stand', () => {
    const faults = faultsIn('<foo />\n<limit calls="x" period="y" />\n<header />')
    expect(faults.map((fault) => /line (\d+), column (\d+)/.exec(fault)?.[0])).toEqual([
      'line 2, column 2',
      'line 3, column 8',
      'line 3, column 18',
      'line 4, column 2',
      'line 4, column 2',
    ])
  })
})
