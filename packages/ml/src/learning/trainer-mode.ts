import * as z from 'zod'

/**
 * Parameters that all learners share. In the mode of ranges a parameter `x` has beside it `xRange`, the values that
 * Tune Model Hyperparameters tries; Train Model takes the first of each.
 */
export const trainerModes = ['single-parameter', 'parameter-range'] as const

export const trainerMode = z
  .enum(trainerModes)
  .default('single-parameter')
  .meta({
    title: 'Create trainer mode',
    description: 'One set of values, or lists of them that Tune Model Hyperparameters chooses from.',
    valueTitles: { 'single-parameter': 'Single Parameter', 'parameter-range': 'Parameter Range' },
  })

export const whenSingle = { trainerMode: ['single-parameter'] }
export const whenRange = { trainerMode: ['parameter-range'] }

/** Values for a parameter in the mode of ranges. */
export const rangeOf = (value: z.ZodNumber, title: string, defaults: readonly number[], alsoWhen = {}) =>
  z
    .array(value)
    .min(1)
    .default([...defaults])
    .meta({ title, description: 'Values that are tried.', visibleWhen: { ...alsoWhen, ...whenRange }, editor: 'list' })

export const randomSeed = z.int().min(0).max(2_147_483_647).optional().meta({
  title: 'Random number seed',
  description: 'Same seed, same model; left empty, the seed of the run.',
})

export const allowUnknownLevels = z.boolean().default(true).meta({
  title: 'Allow unknown categorical levels',
  description: 'A text or category that did not occur in training is scored as none of them; otherwise it is an error.',
})

/** The parameters to train with: those of ranges give way to the first of their values. */
export function singleParameters(parameters: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (parameters.trainerMode !== 'parameter-range') return parameters
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => {
      const range = parameters[`${name}Range`]
      return [name, Array.isArray(range) ? (range as readonly unknown[])[0] : value]
    }),
  )
}
