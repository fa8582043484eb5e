import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type ClassScore, classScorers, isClassScore, type NumberScore, numberScorers } from './feature-scores.ts'
import type { SparseFeature } from './sparse-feature.ts'

interface VectorCase {
  readonly classes: readonly number[]
  readonly numbers: readonly number[]
  readonly features: readonly {
    readonly values: readonly number[]
    readonly scores: Partial<Record<ClassScore | NumberScore, number>>
  }[]
}
const vectorFile = join(import.meta.dirname, '../../../../../tests/vectors/feature-scores.json')
const { cases } = JSON.parse(readFileSync(vectorFile, 'utf8')) as { readonly cases: readonly VectorCase[] }

const methods = [...Object.keys(classScorers), ...Object.keys(numberScorers)] as (ClassScore | NumberScore)[]

function toSparse(values: readonly number[]): SparseFeature {
  const rows = values.flatMap((value, row) => (value === 0 ? [] : [row]))
  return { rows, values: rows.map((row) => values[row] as number) }
}

function scoreOf(
  method: ClassScore | NumberScore,
  values: readonly number[],
  target: Pick<VectorCase, 'classes' | 'numbers'>,
) {
  if (!isClassScore(method)) return numberScorers[method](Float64Array.from(target.numbers))(toSparse(values))
  const count = new Set(target.classes).size
  return classScorers[method]({ classes: Int32Array.from(target.classes), count })(toSparse(values))
}

describe.each(methods)('%s', (method) => {
  it('is what scikit-learn and SciPy find', () => {
    let compared = 0
    for (const target of cases) {
      for (const { values, scores } of target.features) {
        const expected = scores[method]
        if (expected === undefined) continue
        expect(scoreOf(method, values, target)).toBeCloseTo(expected, 10)
        compared += 1
      }
    }
    expect(compared).toBeGreaterThanOrEqual(20)
  })

  it('is 0 for a feature that is always 0 or always the same', () => {
    const target = { classes: [0, 1, 0, 1, 1, 0, 0], numbers: [3, 1, 2, 5, 5, 1, 0] }
    expect(scoreOf(method, [0, 0, 0, 0, 0, 0, 0], target)).toBe(0)
    if (method !== 'chi-squared') expect(scoreOf(method, [0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3], target)).toBe(0)
  })

  it('is 0 when there is nothing to tell', () => {
    expect(scoreOf(method, [1, 0, 0], { classes: [0, 0, 0], numbers: [0.1, 0.1, 0.1] })).toBeCloseTo(0, 12)
    expect(scoreOf(method, [], { classes: [], numbers: [] })).toBe(0)
  })
})

describe('Fisher score', () => {
  it('knows no limit where a feature tells the classes apart without fail', () => {
    const target = { classes: [0, 1, 0, 1], numbers: [] }
    expect(scoreOf('fisher-score', [0, 0.1, 0, 0.1], target)).toBe(Number.POSITIVE_INFINITY)
  })
})
