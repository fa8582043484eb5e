import { describe, expect, it } from 'vitest'
import { openExpressionAt } from './open-expression.ts'

const at = (marked: string) => openExpressionAt(marked.replace('|', ''), marked.indexOf('|'))

describe('openExpressionAt', () => {
  it('gives what is written of an expression up to the place, closed or not', () => {
    expect(at('<a x="@(context.|" y="1" />')).toBe('@(context.')
    expect(at('<a x="@(context.|)" />')).toBe('@(context.')
    expect(at('<value>\n  @{ return context.Variables["a"].| }\n</value>')).toBe('@{ return context.Variables["a"].')
    expect(at('<a x="@(b)" y=\'@(c.|')).toBe('@(c.')
  })

  it('gives C# where XML has references', () => {
    expect(at('<a x="@(b[&quot;c&quot;] &lt; d.|)" />')).toBe('@(b["c"] < d.')
  })

  it('gives nothing outside of expressions', () => {
    for (const marked of [
      '<a x="|@(b)" />',
      '<a x="@(b)|" />',
      '<a x="@(b)" | />',
      '<a x="text|" />',
      '<value>@(b)</value>|',
      '<a x="@(b" /><c y="|" />',
      '<value>@(b</value>\n<c |',
      '|',
    ]) {
      expect(at(marked)).toBeUndefined()
    }
  })

  it('is not misled by tags in strings of an expression that is closed', () => {
    expect(at('<value>@("<b></b><c/>" + d.|)</value>')).toBe('@("<b></b><c/>" + d.')
  })
})
