import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitTokens } from './split-tokens.ts'

const kinds = (text: string, hasElisions = false) =>
  splitTokens(text, hasElisions).map((token) => `${token.kind} ${token.text}`)

describe('splitting a text', () => {
  it('tells words, numbers, addresses and signs apart', () => {
    expect(kinds('Ann doesn’t owe (bob@x-y.org) 1,000.50€ 4ever: http://x.com/a?b=1. e-mail')).toEqual([
      'word Ann',
      'word doesn’t',
      'word owe',
      'sign (',
      'email bob@x-y.org',
      'sign )',
      'number 1,000.50',
      'sign €',
      'word 4ever',
      'sign :',
      'url http://x.com/a?b=1',
      'sign .',
      'word e',
      'sign -',
      'word mail',
    ])
  })

  it('parts an article before an apostrophe where the language does', () => {
    expect(kinds("l'homme aujourd'hui", true)).toEqual(["word l'", 'word homme', "word aujourd'hui"])
    expect(kinds("l'homme")).toEqual(["word l'homme"])
  })

  it('loses no character that is no white space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (text, hasElisions) => {
        const tokens = splitTokens(text, hasElisions)
        expect(tokens.map((token) => token.text).join('')).toBe(text.replaceAll(/\s+/gu, ''))
        expect(tokens.map(({ offset }) => offset)).toEqual(
          tokens.map((_, index) => tokens.slice(0, index).reduce((sum, token) => sum + token.text.length, 0)),
        )
      }),
      { seed: 17 },
    )
  })
})
