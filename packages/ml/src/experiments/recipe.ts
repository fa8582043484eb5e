import { createHash } from 'node:crypto'
import type { ModuleRecipe } from '@sluice/contracts'

/** JSON with the members of all objects in one order, so that equal values give equal text. */
export function toCanonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

export const hashText = (text: string): string => createHash('sha256').update(text).digest('hex')
export const hashValue = (value: unknown): string => hashText(toCanonicalJson(value))

/** Raised when the layout of kept results changes: older ones are then not found, and cleaned up in time. */
const layout = 1

/**
 * The name that a result is kept under. Where an input came from plays no part, only what it holds; the seed plays one
 * only for results that it made a difference to.
 */
export const hashRecipe = (recipe: ModuleRecipe, usedSeed: boolean): string =>
  hashValue({
    layout,
    module: recipe.module,
    codeVersion: recipe.codeVersion,
    parameters: recipe.parameters,
    inputs: Object.fromEntries(Object.entries(recipe.inputs).map(([port, { hash }]) => [port, hash])),
    saved: recipe.saved,
    ...(usedSeed ? { seed: recipe.seed } : {}),
  })
