import * as z from 'zod'

/** The parameter that all modules have whose result depends on chance. */
export const randomSeed = (title = 'Random seed') =>
  z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(0)
    .meta({ title, description: 'The same seed gives the same result. 0: the seed of the run.' })

export const seedOf = (parameter: number, context: { readonly seed: number }): number =>
  parameter === 0 ? context.seed : parameter
