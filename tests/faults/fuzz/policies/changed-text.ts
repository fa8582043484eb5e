import fc from 'fast-check'

/** Texts with a few pieces taken out, doubled, or exchanged for one of another text or for one of these words. */
export function changedText(texts: readonly string[], words: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.constantFrom(...words, ''),
    fc.tuple(fc.constantFrom(...texts), fc.nat(), fc.nat({ max: 60 })).map(([text, at, length]) => {
      const from = at % Math.max(1, text.length)
      return text.slice(from, from + length)
    }),
    fc.string({ unit: 'binary', maxLength: 5 }),
  )
  const change = fc.tuple(fc.nat(), fc.nat({ max: 40 }), piece)
  return fc.tuple(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 4 })).map(([text, changes]) =>
    changes.reduce((current, [at, length, put]) => {
      const from = at % Math.max(1, current.length)
      return current.slice(0, from) + put + current.slice(from + length)
    }, text),
  )
}
