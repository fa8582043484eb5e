import type { ColumnSelection } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { columns } from './columns.fixture.ts'
import { namesOfSelection, selectionOfNames } from './selection-by-name.ts'
import { openSelector, selectionOf, selectionToSave, turnTo, withNames, withRules } from './selector-state.ts'

const texts: ColumnSelection = {
  beginWith: 'none',
  rules: [{ action: 'include', by: 'type', type: 'string', kind: 'all' }],
}
const allButFirst: ColumnSelection = {
  beginWith: 'all',
  rules: [{ action: 'exclude', by: 'names', names: ['Col1'] }],
}

describe('the column selector', () => {
  it('opens in the way in which the value was written', () => {
    expect(openSelector(selectionOfNames(['Col2'])).mode).toBe('names')
    expect(openSelector({ beginWith: 'none', rules: [] }).mode).toBe('names')
    expect(openSelector(texts).mode).toBe('rules')
    expect(openSelector({ beginWith: 'all', rules: [] }).mode).toBe('rules')
    expect(namesOfSelection({ beginWith: 'none', rules: [...texts.rules, ...texts.rules] })).toBeUndefined()
  })

  it('writes names as one rule that includes them', () => {
    expect(selectionOf(withNames(openSelector(texts), ['Col1'])).rules).toEqual(texts.rules)
    expect(selectionOf(withNames(openSelector(selectionOfNames([])), ['Col2', 'Col1']))).toEqual({
      beginWith: 'none',
      rules: [{ action: 'include', by: 'names', names: ['Col2', 'Col1'] }],
    })
  })

  it('takes what is only marked where nothing was moved', () => {
    expect(selectionToSave(openSelector(selectionOfNames([])), ['Col2'])).toEqual(selectionOfNames(['Col2']))
    expect(selectionToSave(openSelector(selectionOfNames(['Col1'])), ['Col2'])).toEqual(selectionOfNames(['Col1']))
    expect(selectionToSave(openSelector(texts), ['Col2'])).toEqual(texts)
  })

  it('begins the other way with what was chosen so far', () => {
    const byName = turnTo('names', openSelector(allButFirst), columns)
    expect(byName.names).toEqual(['Col2', 'Col3'])
    expect(turnTo('names', openSelector(texts), undefined).names).toEqual([])
    expect(turnTo('rules', openSelector(selectionOfNames(['Col2'])), columns).rules).toEqual(selectionOfNames(['Col2']))
  })

  it('keeps the rules where somebody only looks at the names', () => {
    const back = turnTo('rules', turnTo('names', openSelector(allButFirst), columns), columns)
    expect(selectionOf(back)).toEqual(allButFirst)
    const edited = withNames(turnTo('names', openSelector(allButFirst), columns), ['Col3'])
    expect(selectionOf(turnTo('rules', edited, columns))).toEqual(selectionOfNames(['Col3']))
  })

  it('takes changed rules over into the names', () => {
    const looked = turnTo('rules', turnTo('names', openSelector(allButFirst), columns), columns)
    expect(turnTo('names', withRules(looked, texts), columns).names).toEqual(['Col2'])
  })
})
