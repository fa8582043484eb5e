import { addSpreads, addSums, noSpread, noUsage, type Spread, type UsageSums } from '@sluice/contracts'

interface Counted {
  readonly sums: UsageSums
  readonly spread: Spread
}

/** All of them in one. */
export const addRows = (rows: readonly Counted[]): Counted =>
  rows.reduce<Counted>(
    (total, { sums, spread }) => ({ sums: addSums(total.sums, sums), spread: addSpreads(total.spread, spread) }),
    { sums: noUsage, spread: noSpread },
  )
