import { describe, expect, it } from 'vitest'
import { readNumber } from './editors/read-number.ts'
import { newerVersionOf, thingsToChoose } from './editors/saved-things.ts'
import { effectText } from './effect-text.ts'
import { listToText, textToList } from './list-text.ts'
import { toPortKnowledge } from './port-knowledge.ts'

const number = (value: number) => new Intl.NumberFormat('en').format(value)

describe('what is typed', () => {
  it('is a number, or stays the text that it is', () => {
    expect(['3', ' -2.5 ', '1e3', '.5'].map(readNumber)).toEqual([3, -2.5, 1000, 0.5])
    expect(['', '3x', '1,5', '0x10', 'Infinity'].map(readNumber)).toEqual(['', '3x', '1,5', '0x10', 'Infinity'])
  })

  it('is a list of numbers or texts, of which nothing is lost', () => {
    expect(textToList('2, 8;32 x', true)).toEqual([2, 8, 32, 'x'])
    expect(textToList('first, column\n\nsecond', false)).toEqual(['first, column', 'second'])
    expect([listToText([2, 8], true), listToText(['a', 'b'], false), listToText(undefined, true)]).toEqual([
      '2, 8',
      'a\nb',
      '',
    ])
  })

  it('says what it comes to', () => {
    expect(effectText('makes {2^value} columns', 3, number)).toBe('makes 8 columns')
    expect(effectText('makes {2^value} columns', 10, number)).toBe('makes 1,024 columns')
    expect(effectText('{value} rows', 5, number)).toBe('5 rows')
    expect(effectText('makes {2^value} columns', 'x', number)).toBeUndefined()
    expect(effectText(undefined, 3, number)).toBeUndefined()
  })
})

describe('saved things', () => {
  const thing = (id: string, familyId: string, version: number) => ({
    id,
    familyId,
    version,
    name: familyId,
    createdAt: '',
  })
  const all = [thing('a1', 'a', 1), thing('a2', 'a', 2), thing('b1', 'b', 1)]

  it('are offered in their newest version, beside the one that is chosen', () => {
    expect(thingsToChoose(all, '').map(({ id }) => id)).toEqual(['a2', 'b1'])
    expect(thingsToChoose(all, 'a1').map(({ id }) => id)).toEqual(['a2', 'a1', 'b1'])
  })

  it('tell of a newer version', () => {
    expect(newerVersionOf(all, thing('a1', 'a', 1))?.id).toBe('a2')
    expect(newerVersionOf(all, thing('a2', 'a', 2))).toBeUndefined()
  })
})

describe('what is known at a port', () => {
  it('is told apart from what is not', () => {
    expect(toPortKnowledge(undefined, false)).toEqual({ kind: 'unknown', why: 'notYet' })
    expect(toPortKnowledge(null, false)).toEqual({ kind: 'unknown', why: 'afterRun' })
    expect(toPortKnowledge(null, true)).toEqual({ kind: 'unknown', why: 'notConnected' })
    const columns = [{ name: 'total', type: 'unknown' as const }]
    expect(toPortKnowledge({ kind: 'partly-known-table', columns }, false)).toEqual({
      kind: 'columns',
      columns,
      isPartly: true,
    })
    expect(toPortKnowledge({ kind: 'model', learner: 'linear-regression', task: 'regression' }, false)).toEqual({
      kind: 'model',
      task: 'regression',
      label: undefined,
      features: undefined,
    })
  })
})
