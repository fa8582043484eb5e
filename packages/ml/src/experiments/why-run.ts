import type { ModuleRecipe } from '@sluice/contracts'
import type { Module } from '../modules/module.ts'
import { secretParameterNames } from '../modules/secret-parameters.ts'
import { toCanonicalJson } from './recipe.ts'

/** A recipe as far as it is known before what comes before it has run: hashes of inputs may be missing. */
export type DraftRecipe = Omit<ModuleRecipe, 'inputs'> & {
  readonly inputs: Readonly<
    Record<string, { readonly node: string; readonly port: string; readonly hash: string | undefined }>
  >
}

export interface EarlierResult {
  readonly recipe: ModuleRecipe
  readonly usedSeed: boolean
  /** Key of its outputs, which may be cleaned up. */
  readonly artifact: string | undefined
}

export interface Naming {
  readonly module: Module
  /** How messages call another module of the experiment. */
  titleOf(node: string): string
  /** How a saved thing is called. */
  nameOfSaved(id: string): string
}

const mostChanges = 3
const longestValue = 40

/**
 * Says why a module runs that has no result of its own to take, by what changed since it last had one.
 * @param lost what became of the result, where there was one for just this recipe
 */
export function whyRun(
  recipe: DraftRecipe,
  earlier: EarlierResult | undefined,
  naming: Naming,
  lost: 'gone' | 'damaged' | undefined = undefined,
): string {
  const { module } = naming
  if (lost === 'damaged') return 'its result was damaged on disk'
  if (!module.isCached(recipe.parameters)) return `never cached: ${module.title}`
  const awaited = Object.values(recipe.inputs).filter(({ hash }) => hash === undefined)
  const changes = earlier === undefined ? [] : changesSince(recipe, earlier, naming)
  if (changes.length > 0) {
    const shown = changes.slice(0, mostChanges)
    const more = changes.length - shown.length
    return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`
  }
  const [first] = awaited
  if (first !== undefined) return `its input from ${naming.titleOf(first.node)} is computed again`
  return earlier === undefined ? 'never run' : 'its result was cleaned up'
}

function changesSince(recipe: DraftRecipe, { recipe: before, usedSeed }: EarlierResult, naming: Naming): string[] {
  if (before.module !== recipe.module) return ['it is another module than before']
  const changes: string[] = []
  const secretNames = secretParameterNames(naming.module)
  if (before.codeVersion !== recipe.codeVersion) changes.push('module code is newer')
  for (const name of namesOf(before.parameters, recipe.parameters)) {
    const [was, is] = [before.parameters[name], recipe.parameters[name]]
    if (toCanonicalJson(was) === toCanonicalJson(is)) continue
    const title = titleOfParameter(naming, name)
    changes.push(secretNames.includes(name) ? `parameter ${title} changed` : toWords(title, was, is))
  }
  for (const port of namesOf(before.inputs, recipe.inputs)) {
    const [was, is] = [before.inputs[port], recipe.inputs[port]]
    const portTitle = naming.module.inputs[port]?.title ?? port
    if (is === undefined) changes.push(`nothing is connected to its input ${portTitle} any more`)
    else if (was === undefined) changes.push(`${naming.titleOf(is.node)} was connected to its input ${portTitle}`)
    else if (is.hash === was.hash) continue
    else if (is.node !== was.node || is.port !== was.port) {
      changes.push(`its input ${portTitle} comes from ${naming.titleOf(is.node)} now`)
    } else if (is.hash !== undefined) changes.push(`its input from ${naming.titleOf(is.node)} changed`)
  }
  for (const id of Object.keys(recipe.saved)) {
    const was = before.saved[id]
    if (was !== undefined && was !== recipe.saved[id]) changes.push(`${naming.nameOfSaved(id)} changed`)
  }
  if (usedSeed && before.seed !== recipe.seed) changes.push(`the seed changed from ${before.seed} to ${recipe.seed}`)
  return changes
}

const namesOf = (before: object, now: object): string[] => [...new Set([...Object.keys(before), ...Object.keys(now)])]

const titleOfParameter = ({ module }: Naming, name: string): string => {
  const rule = (module.parameters.shape as Record<string, { meta(): { title?: string } | undefined } | undefined>)[name]
  return rule?.meta()?.title ?? name
}

function toWords(title: string, was: unknown, is: unknown): string {
  const [before, now] = [shorten(was), shorten(is)]
  // Two long values look alike when they are cut.
  const areShown = before !== undefined && now !== undefined
  return areShown ? `parameter ${title} changed from ${before} to ${now}` : `parameter ${title} changed`
}

function shorten(value: unknown): string | undefined {
  const text = value === undefined ? 'nothing' : typeof value === 'string' ? `'${value}'` : JSON.stringify(value)
  return text.length > longestValue ? undefined : text
}
