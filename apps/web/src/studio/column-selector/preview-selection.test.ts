import type { ColumnSelection } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { columns } from './columns.fixture.ts'
import { faultOfRule, previewSelection } from './preview-selection.ts'
import { selectionOfNames } from './selection-by-name.ts'

const names = (selection: ColumnSelection, keepsOrder = false) => {
  const preview = previewSelection(selection, columns, { columnSet: 'Columns', keepsOrder })
  return preview.kind === 'columns' ? preview.columns.map(({ name }) => name) : preview
}

describe('the preview of a selection', () => {
  it('lists the columns as the module will take them', () => {
    expect(names(selectionOfNames(['Col3', 'Col1']))).toEqual(['Col1', 'Col3'])
    expect(names(selectionOfNames(['Col3', 'Col1', 'Col3']), true)).toEqual(['Col3', 'Col1', 'Col3'])
    expect(names({ beginWith: 'none', rules: [] })).toEqual([])
  })

  it('says why a selection cannot be', () => {
    expect(names(selectionOfNames(['Col9']))).toEqual({
      kind: 'fault',
      message: 'Column with name or index "Col9" not found',
    })
  })

  it('waits for a run where it goes by types that are not known', () => {
    const partly = [...columns, { name: 'total', type: 'unknown' as const }]
    const byType: ColumnSelection = {
      beginWith: 'none',
      rules: [{ action: 'include', by: 'type', type: 'string', kind: 'all' }],
    }
    const options = { columnSet: 'Columns' }
    expect(previewSelection(byType, partly, options)).toEqual({ kind: 'unknown' })
    expect(previewSelection(byType, undefined, options)).toEqual({ kind: 'unknown' })
    expect(previewSelection(selectionOfNames(['total']), partly, options)).toEqual({
      kind: 'columns',
      columns: [{ name: 'total', type: 'unknown' }],
      of: 4,
    })
  })
})

describe('the fault of one rule', () => {
  it.each([
    [{ action: 'include', by: 'names', names: [] }, 'incomplete'],
    [{ action: 'include', by: 'names', names: ['Col2'] }, undefined],
    [{ action: 'exclude', by: 'names', names: ['Col9'] }, 'Column with name or index "Col9" not found'],
    [{ action: 'include', by: 'indexes', indexes: ' ' }, 'incomplete'],
    [{ action: 'include', by: 'indexes', indexes: '1-3' }, undefined],
    [{ action: 'include', by: 'indexes', indexes: '2,9' }, 'Column range "9" is invalid or out of range.'],
    [{ action: 'include', by: 'type', type: 'all', kind: 'all' }, undefined],
  ] as const)('of %j is %s', (rule, fault) => {
    expect(faultOfRule(rule as unknown as ColumnSelection['rules'][number], columns)).toBe(fault)
  })

  it('needs no columns to be told for indices', () => {
    expect(faultOfRule({ action: 'include', by: 'indexes', indexes: '5-8' }, undefined)).toBeUndefined()
    expect(faultOfRule({ action: 'include', by: 'indexes', indexes: 'x' }, undefined)).toBe(
      'Column index or range "x" could not be parsed.',
    )
  })
})
