import { expect, it } from 'vitest'
import { fromXmlText, toXmlText } from './xml-text.ts'

it.each(['plain', 'a < b & "c" > d', '@(a < "b")', '&amp;', 'é'])(
  'writes %s so that it is read as the same',
  (value) => {
    expect(fromXmlText(toXmlText(value))).toBe(value)
  },
)

it('reads references by number and leaves what is none', () => {
  expect(fromXmlText('&#65;&#x42;&apos;&nbsp; & &#0;')).toBe("AB'&nbsp; & &#0;")
})
