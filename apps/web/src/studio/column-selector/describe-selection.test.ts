import type { ColumnRule } from '@sluice/contracts'
import { beforeAll, describe, expect, it } from 'vitest'
import { startEnglish } from '../../shared/languages/start-english.fixture.ts'
import { translate } from '../../shared/languages/words.ts'
import { describeSelection, type SelectionTranslate } from './describe-selection.ts'
import { selectionOfNames } from './selection-by-name.ts'
import { selectionWords } from './selection-words.ts'

const words: SelectionTranslate = (key, values = {}) => translate(selectionWords, key, values)
beforeAll(startEnglish)
const by = (rule: object, action = 'include') => ({ action, ...rule }) as unknown as ColumnRule
const texts = by({ by: 'type', type: 'string', kind: 'feature' })

describe('a selection in one line', () => {
  it.each([
    [selectionOfNames([]), 'No columns'],
    [selectionOfNames(['Col2']), 'Col2'],
    [selectionOfNames(['a', 'b', 'c', 'd', 'e', 'f']), 'a, b, c, d and 2 more'],
    [{ beginWith: 'all', rules: [] }, 'All columns'],
    [
      { beginWith: 'all', rules: [by({ by: 'names', names: ['Col1', 'Col3'] }, 'exclude')] },
      'All columns except Col1, Col3',
    ],
    [{ beginWith: 'none', rules: [texts] }, 'string feature columns'],
    [{ beginWith: 'none', rules: [by({ by: 'type', type: 'all', kind: 'label' })] }, 'label columns'],
    [{ beginWith: 'none', rules: [by({ by: 'type', type: 'numeric', kind: 'all' })] }, 'numeric columns'],
    [{ beginWith: 'none', rules: [by({ by: 'indexes', indexes: '1,3-5' })] }, 'columns 1,3-5'],
    [
      { beginWith: 'none', rules: [texts, by({ by: 'names', names: ['Col2'] }, 'exclude')] },
      'No columns; include string feature columns; exclude Col2',
    ],
  ] as const)('%j', (selection, text) => {
    expect(describeSelection(selection as Parameters<typeof describeSelection>[0], words)).toBe(text)
  })
})
