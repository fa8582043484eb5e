import type { ExperimentGraph } from '@sluice/contracts'

/** Whether two graphs say the same, whatever the order of what they name. */
export const isSameGraph = (a: ExperimentGraph, b: ExperimentGraph): boolean =>
  toSortedJson(toPlain(a)) === toSortedJson(toPlain(b))

const toPlain = ({ groups = [], ...graph }: ExperimentGraph) => ({ ...graph, groups })

const toSortedJson = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )
