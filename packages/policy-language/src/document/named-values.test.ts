import { describe, expect, it } from 'vitest'
import { findNamedValues, renameNamedValue, replaceNamedValues } from './named-values.ts'

const values = (entries: Readonly<Record<string, string>>) => new Map(Object.entries(entries))

describe('the references to named values in a text', () => {
  it('are found with line and column, in attributes, texts, CDATA and expressions, but not in comments', () => {
    const text = [
      '<policies><!-- {{no}} -->',
      '  <a b="x{{One}}y{{two.2}}">@("{{Three-3}}")</a>',
      '  <c><![CDATA[{{four_4}}]]></c> {{ spaced }} {{}} {{{five}}}',
    ].join('\n')
    expect(findNamedValues(text)).toEqual([
      { name: 'One', line: 2, column: 10, isInTemplate: false },
      { name: 'two.2', line: 2, column: 18, isInTemplate: false },
      { name: 'Three-3', line: 2, column: 32, isInTemplate: false },
      { name: 'four_4', line: 3, column: 15, isInTemplate: false },
      { name: 'five', line: 3, column: 52, isInTemplate: false },
    ])
  })

  it('tell those that may be the own names of a liquid template', () => {
    const text = '<x>{{a}}<set-body template="liquid"><p>{{body.b}}</p>{{c}}</set-body>{{d}}</x>'
    expect(findNamedValues(text).map(({ name, isInTemplate }) => [name, isInTemplate])).toEqual([
      ['a', false],
      ['body.b', true],
      ['c', true],
      ['d', false],
    ])
  })

  it('are found in a text that is not well-formed', () => {
    expect(findNamedValues('<a b="{{x}}"').map(({ name }) => name)).toEqual(['x'])
    expect(findNamedValues('<!-- {{x}}')).toEqual([])
  })
})

describe('a renamed named value', () => {
  it('changes its references in any case, and not a byte of anything else', () => {
    const text = '<a\r\n b=\'{{Old}}\'  c="{{old-2}}"><!-- {{old}} -->{{OLD}}&amp;{{other}}</a >'
    expect(renameNamedValue(text, 'old', 'New')).toBe(
      '<a\r\n b=\'{{New}}\'  c="{{old-2}}"><!-- {{old}} -->{{New}}&amp;{{other}}</a >',
    )
    expect(renameNamedValue(text, 'absent', 'new')).toBe(text)
  })
})

describe('the text with values in the place of names', () => {
  const evil = values({ x: `"/><b c='1'>&`, n: '{{x}}', e: '@(a && "b" < c)' })

  it('is written so that a value cannot end what it stands in', () => {
    expect(replaceNamedValues('<a b="1{{X}}2" d=\'{{n}}\'>{{x}} <!--{{x}}--></a>', evil, 'xml')).toBe(
      "<a b=\"1&quot;/&gt;&lt;b c=&apos;1&apos;&gt;&amp;2\" d='{{x}}'>\"/&gt;&lt;b c='1'&gt;&amp; <!--{{x}}--></a>",
    )
    expect(replaceNamedValues('<a><![CDATA[{{x}}]]></a>', values({ x: '<]]>' }), 'xml')).toBe(
      '<a><![CDATA[<]]]]><![CDATA[>]]></a>',
    )
  })

  it('keeps an expression as C# in rawxml and escapes it in xml', () => {
    expect(replaceNamedValues('<a b="{{e}}"/>', evil, 'rawxml')).toBe('<a b="@(a && "b" < c)"/>')
    expect(replaceNamedValues('<a b="{{e}}"/>', evil, 'xml')).toBe('<a b="@(a &amp;&amp; &quot;b&quot; &lt; c)"/>')
    expect(replaceNamedValues('<a b="@("{{k}}" == "")"/>', values({ k: 'v' }), 'rawxml')).toBe('<a b="@("v" == "")"/>')
  })

  it('is the text itself where a name is unknown or nothing can be read', () => {
    expect(replaceNamedValues('<a>{{no}}</a>', evil, 'xml')).toBe('<a>{{no}}</a>')
    expect(replaceNamedValues('<a>{{x}}', evil, 'xml')).toBe('<a>{{x}}')
  })
})
