import { expect, it } from 'vitest'
import { toFamilies } from './families.ts'
import type { Saved } from './saved-place.ts'

const saved = (id: string, familyId: string, createdAt: string): Saved => ({
  id,
  familyId,
  name: familyId,
  description: '',
  createdAt,
  byteCount: 1,
  experimentId: null,
  runId: null,
  shape: { kind: 'model', learner: 'linear-regression', task: 'regression' },
})

it('puts versions together, the newest first', () => {
  const families = toFamilies([
    saved('1', 'a', '2026-01-01T00:00:00Z'),
    saved('2', 'b', '2026-01-02T00:00:00Z'),
    saved('3', 'a', '2026-01-03T00:00:00Z'),
  ])
  expect(families.map(({ latest, versions }) => [latest.id, versions.map(({ id }) => id)])).toEqual([
    ['3', ['3', '1']],
    ['2', ['2']],
  ])
})
