import type { ColumnComparison } from '../../datasets/content/compare-columns.ts'

export const toColumnPairAnswer = (found: ColumnComparison) =>
  found.kind === 'scatter' ? { ...found, correlation: found.correlation ?? null } : found
