import { describe, expect, it } from 'vitest'
import { elementAround, namesTo, scanPolicy } from './scan-policy.ts'

const outline = (text: string) =>
  scanPolicy(text).elements.map((element) => [namesTo(element).join('/'), text.slice(element.from, element.to)])

describe('the scan of a policy document', () => {
  it('finds elements with attributes and their places', () => {
    const text = '<policies>\n  <inbound a="1">\n    <base />\n  </inbound>\n</policies>'
    const { elements } = scanPolicy(text)
    const [policies, inbound, base] = elements
    expect(elements.map(({ name }) => name)).toEqual(['policies', 'inbound', 'base'])
    expect(base?.parent).toBe(inbound)
    expect(inbound?.parent).toBe(policies)
    const value = inbound?.attributes[0]?.value
    expect(text.slice(value?.from, value?.to)).toBe('1')
    expect(text.slice(inbound?.openEnd, inbound?.closeFrom)).toBe('\n    <base />\n  ')
    expect(policies?.to).toBe(text.length)
  })

  it('takes C# with tags and quotes in it for a value', () => {
    const text = '<a x="@(b < c ? "<d>" : "e")"><f>@{ return "</f>"; }</f></a>'
    expect(scanPolicy(text).elements.map(({ name }) => name)).toEqual(['a', 'f'])
    const value = scanPolicy(text).elements[0]?.attributes[0]?.value
    expect(text.slice(value?.from, value?.to)).toBe('@(b < c ? "<d>" : "e")')
  })

  it('leaves comments, CDATA and instructions alone', () => {
    const text = '<?xml version="1.0"?><a><!-- <b> --><![CDATA[<c>]]><d /></a>'
    expect(scanPolicy(text).elements.map(({ name }) => name)).toEqual(['a', 'd'])
    expect(scanPolicy(text).opaque.map(({ from, to }) => text.slice(from, to))).toEqual([
      '<?xml version="1.0"?>',
      '<!-- <b> -->',
      '<![CDATA[<c>]]>',
    ])
  })

  it.each([
    [
      'a tag that is being written',
      '<a><b x</a>',
      [
        ['a', '<a><b x</a>'],
        ['a/b', '<b x'],
      ],
    ],
    [
      'a value without its end',
      '<a><b x="y</a>',
      [
        ['a', '<a><b x="y</a>'],
        ['a/b', '<b x="y'],
      ],
    ],
    [
      'a tag without its end',
      '<a><b></a><c />',
      [
        ['a', '<a><b></a>'],
        ['a/b', '<b>'],
        ['c', '<c />'],
      ],
    ],
    [
      'an end without its tag',
      '<a></b><c /></a>',
      [
        ['a', '<a></b><c /></a>'],
        ['a/c', '<c />'],
      ],
    ],
    ['a comment without its end', '<a><!-- <b>', [['a', '<a><!-- <b>']]],
    ['nothing but a bracket', '<', [['', '<']]],
  ])('goes on at %s', (_, text, found) => {
    expect(outline(text)).toEqual(found)
  })

  it('says in the content of which element an offset is', () => {
    const text = '<a><b> </b><c /></a>'
    const scanned = scanPolicy(text)
    const around = (offset: number) => elementAround(scanned, offset)?.name
    expect(around(0)).toBeUndefined()
    expect(around(3)).toBe('a')
    expect(around(7)).toBe('b')
    expect(around(12)).toBe('a')
    expect(around(text.length)).toBeUndefined()
  })
})
