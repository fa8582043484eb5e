import { describe, expect, it } from 'vitest'
import { splitStatements } from './split-statements.ts'

describe('the statements of a script', () => {
  it.each([
    ['select 1', ['select 1']],
    [' select 1 ;; select 2; ', ['select 1', 'select 2']],
    ["select ';', ';;' -- ; \n from t1; select 2", ["select ';', ';;' -- ; \n from t1", 'select 2']],
    ["select 'it''s;' /* ; */; x", ["select 'it''s;' /* ; */", 'x']],
    ['select [a;b], "c;d", `e;f`', ['select [a;b], "c;d", `e;f`']],
    ['-- nothing; here', []],
    ['/* open ; ', []],
    ["select 'open ;", ["select 'open ;"]],
    ['', []],
  ])('%j are %j', (script, statements) => {
    expect(splitStatements(script).map(({ sql }) => sql)).toEqual(statements)
  })

  it('know the lines in which they begin', () => {
    const lines = splitStatements('\n\nselect 1; select\n2;\n\n  select 3').map(({ line }) => line)
    expect(lines).toEqual([3, 3, 6])
  })
})
