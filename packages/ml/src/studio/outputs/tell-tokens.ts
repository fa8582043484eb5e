import type { HashedTextAnswer } from '@sluice/contracts'
import type { HashedToken } from '../../algorithms/hashed-tokens.ts'

const mostNeighbours = 5

export interface TellTokensOptions {
  /** Name of the column at a place, from 0. */
  readonly nameOf: (index: number) => string
  /** Of a linear model, by the names of columns; undefined: there is none. */
  readonly weights: ReadonlyMap<string, number> | undefined
  readonly search: string
  readonly top: number
}

/** What is told of the words that were counted: the one that decides most first. */
export function tellTokens(
  found: ReadonlyMap<string, HashedToken>,
  { nameOf, weights, search, top }: TellTokensOptions,
): Pick<HashedTextAnswer, 'tokens' | 'tokenCount' | 'usedColumnCount' | 'collisionCount'> {
  const all = [...found.values()].sort((left, right) => right.count - left.count)
  const byColumn = Map.groupBy(all, ({ column }) => column)
  const weightOf = ({ column }: HashedToken) => weights?.get(nameOf(column)) ?? 0
  const influence = (token: HashedToken) => Math.abs(token.count * weightOf(token))
  if (weights !== undefined) all.sort((left, right) => influence(right) - influence(left))
  const wanted = search.toLowerCase()
  const shown = all.filter(({ token }) => token.toLowerCase().includes(wanted)).slice(0, top)
  return {
    tokenCount: all.length,
    usedColumnCount: byColumn.size,
    collisionCount: [...byColumn.values()].filter(({ length }) => length > 1).length,
    tokens: shown.map((one) => {
      const others = (byColumn.get(one.column) ?? []).filter((other) => other !== one)
      const weight = weights === undefined ? null : weightOf(one)
      return {
        token: one.token,
        index: one.column + 1,
        feature: nameOf(one.column),
        count: one.count,
        sharedWith: others.slice(0, mostNeighbours).map(({ token }) => token),
        sharedCount: others.length,
        weight,
        contribution: weight === null ? null : weight * one.count,
      }
    }),
  }
}
