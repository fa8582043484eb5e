import { expect, it } from 'vitest'
import { type PolicyFormat, parseXml } from '../xml/parse-xml.ts'
import { isElement } from '../xml/xml-tree.ts'
import { writeElement } from './write-element.ts'

function firstIn(text: string, format: PolicyFormat) {
  const element = parseXml(text, format).root?.children.find(isElement)
  if (element === undefined) throw new Error('There is no element.')
  return element
}

it('writes an element as text that reads as the same, moved to the left', () => {
  const text = `<r>
    <choose id='1'  >
        <!-- c & d -->
        <when condition="a &lt; &quot;b&quot;">x &amp; <![CDATA[<y>]]></when>
      <otherwise/>
    </choose>
</r>`
  expect(writeElement(firstIn(text, 'xml'), 'xml')).toBe(`<choose id="1">
    <!-- c & d -->
    <when condition="a &lt; &quot;b&quot;">x &amp; &lt;y&gt;</when>
  <otherwise />
</choose>`)
})

it('writes expressions as the format has them', () => {
  const raw = firstIn('<r><a b="@(1 < 2 && "x" == "y")">@(3 > 2)</a></r>', 'rawxml')
  expect(writeElement(raw, 'rawxml')).toBe('<a b="@(1 < 2 && "x" == "y")">@(3 > 2)</a>')
  const escaped = '<a b="@(1 &lt; 2 &amp;&amp; &quot;x&quot; == &quot;y&quot;)">@(3 &gt; 2)</a>'
  expect(writeElement(raw, 'xml')).toBe(escaped)
  expect(writeElement(firstIn(`<r>${escaped}</r>`, 'xml'), 'rawxml')).toBe(writeElement(raw, 'rawxml'))
})
