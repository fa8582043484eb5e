import { describe, expect, it } from 'vitest'
import { toWrittenName, typedVariable, variablesIn } from './expression-completion.ts'

describe('what is written for a chosen name', () => {
  it('has the brackets of a call with the cursor where something is to be filled in', () => {
    const method = (takes: { arguments: boolean; types: boolean }, next = ' ') =>
      toWrittenName({ name: 'As', kind: 'method', detail: '', takes }, next)
    expect(method({ arguments: false, types: false })).toEqual({ insert: 'As()', cursor: 4 })
    expect(method({ arguments: true, types: false })).toEqual({ insert: 'As()', cursor: 3 })
    expect(method({ arguments: true, types: true })).toEqual({ insert: 'As<>()', cursor: 3 })
    expect(method({ arguments: true, types: true }, '<')).toEqual({ insert: 'As', cursor: 2 })
    expect(toWrittenName({ name: 'Method', kind: 'property', detail: 'string' }, ' ')).toEqual({
      insert: 'Method',
      cursor: 6,
    })
  })
})

describe('names of variables', () => {
  it('are asked for where a key of context.Variables is written', () => {
    expect(typedVariable('@(context.Variables["to')).toBe('to')
    expect(typedVariable('@(context.Variables.GetValueOrDefault<string>("')).toBe('')
    expect(typedVariable('@(context.Variables.ContainsKey( "a')).toBe('a')
    expect(typedVariable('@(context.Variables["a"]')).toBeUndefined()
    expect(typedVariable('@(context.Request.Headers["a')).toBeUndefined()
  })

  it('are those that the document sets, by whatever policy', () => {
    expect(
      variablesIn(
        `<set-variable name="a" value="1" /><set-variable value="2" name='b' /><set-variable name="@(x)" value="" />
        <send-request response-variable-name="r" /><rate-limit remaining-calls-variable-name="a" />`,
      ),
    ).toEqual(['a', 'b', 'r'])
  })
})
