import { describe, expect, it } from 'vitest'
import { convertPolicyText } from './write-policy-document.ts'

describe('the other writing of a text', () => {
  it.each(['policies', 'fragment'])(
    'escapes and unescapes the expressions of <%s> and changes nothing else',
    (root) => {
      const written = (value: string) => `<${root}>\n  <!-- a < b --><set-header value="@(${value})" /></${root}>`
      const [xml, raw] = [written('1 &lt; 2 &amp;&amp; true'), written('1 < 2 && true')]
      expect(convertPolicyText(raw, 'rawxml', 'xml')).toBe(xml)
      expect(convertPolicyText(xml, 'xml', 'rawxml')).toBe(raw)
    },
  )

  it('keeps an expression that never closes from being closed by what stands behind it', () => {
    const text = '<policies><inbound><retry condition="@(" callback="context.Elapsed == null)" /></inbound></policies>'
    const raw = text.replace('@(', '&#64;(')
    expect(convertPolicyText(text, 'xml', 'rawxml')).toBe(raw)
    expect(convertPolicyText(raw, 'rawxml', 'xml')).toBe(text)
  })

  it('is the text itself where that cannot be read', () => {
    expect(convertPolicyText('<policies>', 'xml', 'rawxml')).toBe('<policies>')
  })
})
