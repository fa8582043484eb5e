import { describe, expect, it } from 'vitest'
import { readSelection } from './read-selection.ts'

describe('a selection in a graph', () => {
  it('gets what was left out', () => {
    expect(readSelection({ rules: [{ action: 'include', by: 'type', type: 'string' }] })).toEqual({
      beginWith: 'none',
      rules: [{ action: 'include', by: 'type', type: 'string', kind: 'all' }],
    })
    expect(readSelection({ beginWith: 'all' })).toEqual({ beginWith: 'all', rules: [] })
  })

  it('is an empty one where something else stands', () => {
    for (const value of [undefined, null, 'Col2', 3, ['Col2'], { rules: 'x' }, { rules: [1, { by: 'colour' }] }]) {
      expect(readSelection(value)).toEqual({ beginWith: 'none', rules: [] })
    }
  })
})
