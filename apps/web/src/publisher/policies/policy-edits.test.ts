import { describe, expect, it } from 'vitest'
import {
  appendChild,
  applyEdit,
  editAttribute,
  editText,
  insertAt,
  moveElement,
  removeElement,
  type TextEdit,
  withSection,
} from './policy-edits.ts'
import { type ScannedElement, scanPolicy } from './scan-policy.ts'

const document = `<!-- before -->
<policies>
  <inbound>
    <base />
    <!-- "quoted" & kept -->
    <set-header   name='X'  exists-action="skip" >
      <value>@(a < b ? "c" : "d")</value>
    </set-header>
  </inbound>
</policies>
`

/** Changes the first element of the name. */
function edit(text: string, name: string, change: (element: ScannedElement) => TextEdit | undefined): string {
  const element = scanPolicy(text).elements.find((one) => one.name === name)
  const made = element && change(element)
  return made === undefined ? text : applyEdit(text, made)
}

describe('a change in place', () => {
  it('sets an attribute and leaves every other character', () => {
    expect(edit(document, 'set-header', (element) => editAttribute(document, element, 'name', 'a"<&'))).toBe(
      document.replace("'X'", "'a&quot;&lt;&amp;'"),
    )
    expect(edit(document, 'set-header', (element) => editAttribute(document, element, 'new', '@(x < "y")'))).toBe(
      document.replace('"skip" >', '"skip" new="@(x < "y")" >'),
    )
    expect(
      edit(document, 'set-header', (element) => editAttribute(document, element, 'exists-action', undefined)),
    ).toBe(document.replace('  exists-action="skip"', ''))
    expect(edit(document, 'base', (element) => editAttribute(document, element, 'a', '1'))).toBe(
      document.replace('<base />', '<base a="1" />'),
    )
    expect(edit('<a x/>', 'a', (element) => editAttribute('<a x/>', element, 'x', '1'))).toBe('<a x="1"/>')
  })

  it('sets the text of an element, opened where it was closed at once', () => {
    expect(edit(document, 'value', (element) => editText(document, element, '<'))).toBe(
      document.replace('@(a < b ? "c" : "d")', '&lt;'),
    )
    expect(edit('<a><b /></a>', 'b', (element) => editText('<a><b /></a>', element, 'x'))).toBe('<a><b>x</b></a>')
  })

  it('puts a child on a line of its own, indented like its neighbours', () => {
    expect(edit(document, 'set-header', (element) => appendChild(document, element, '<value></value>'))).toBe(
      document.replace('</value>\n', '</value>\n      <value></value>\n'),
    )
    expect(edit(document, 'base', (element) => appendChild(document, element, '<a>\n  <b />\n</a>'))).toBe(
      document.replace('<base />', '<base>\n      <a>\n        <b />\n      </a>\n    </base>'),
    )
    const empty = '<policies>\n    <inbound></inbound>\n</policies>'
    expect(edit(empty, 'inbound', (element) => appendChild(empty, element, '<base />'))).toBe(
      '<policies>\n    <inbound>\n        <base />\n    </inbound>\n</policies>',
    )
    const commented = '<policies>\n  <inbound>\n    <!-- only -->\n  </inbound>\n</policies>'
    expect(edit(commented, 'inbound', (element) => appendChild(commented, element, '<base />'))).toBe(
      '<policies>\n  <inbound>\n    <!-- only -->\n    <base />\n  </inbound>\n</policies>',
    )
  })

  it('takes an element out with its line', () => {
    expect(edit(document, 'base', (element) => removeElement(document, element))).toBe(
      document.replace('    <base />\n', ''),
    )
    expect(edit('<a><b /><c /></a>', 'b', (element) => removeElement('<a><b /><c /></a>', element))).toBe(
      '<a><c /></a>',
    )
    const windows = '<a>\r\n  <b />\r\n  <c />\r\n</a>'
    expect(edit(windows, 'b', (element) => removeElement(windows, element))).toBe('<a>\r\n  <c />\r\n</a>')
  })

  it('moves an element past its neighbour, what is between them staying', () => {
    const text = '<a>\n  <b x="1" />\n  <!-- c -->\n  <d />\n</a>'
    const [, b, d] = scanPolicy(text).elements
    const moved = '<a>\n  <d />\n  <!-- c -->\n  <b x="1" />\n</a>'
    expect(b && moveElement(text, b, 1)).toBe(moved)
    expect(d && moveElement(text, d, -1)).toBe(moved)
    expect(d && moveElement(text, d, 1)).toBeUndefined()
  })

  it('makes a section that is missing, with base', () => {
    expect(withSection(document, 'outbound')?.text).toBe(
      document.replace('  </inbound>\n', '  </inbound>\n  <outbound>\n    <base />\n  </outbound>\n'),
    )
    expect(withSection('', 'inbound')).toBeUndefined()
  })

  it('writes at the cursor: on an empty line as it is, else on a new one', () => {
    const text = '<a>\n  \n  <b />\n</a>'
    expect(applyEdit(text, insertAt(text, 6, '<c>\n</c>'))).toBe('<a>\n  <c>\n  </c>\n  <b />\n</a>')
    const behind = text.indexOf('/>') + 2
    expect(applyEdit(text, insertAt(text, behind, '<c />'))).toBe('<a>\n  \n  <b />\n  <c />\n  \n</a>')
  })
})
