import type { ExperimentNode } from '@sluice/contracts'
import type { CatalogueEntry } from '@sluice/dataflow'

/** What can be put onto the canvas: a module, or something saved in the workspace, which a module stands for. */
export interface ModuleChoice {
  readonly key: string
  readonly module: string
  readonly parameters: ExperimentNode['parameters']
  /** As the palette calls it. */
  readonly title: string
  readonly summary: string
  /** Places in the palette, the outer first. */
  readonly path: readonly string[]
}

export interface SavedThing {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly isLatest: boolean
}

/** Kinds of saved things with the module that gives each, and its parameter. */
export const savedKinds = [
  { module: 'saved-dataset', parameter: 'datasetId', root: 'Saved Datasets' },
  { module: 'saved-trained-model', parameter: 'modelId', root: 'Trained Models' },
  { module: 'saved-transformation', parameter: 'transformId', root: 'Transforms' },
] as const
export type SavedKind = (typeof savedKinds)[number]

/** Roots that are always there, in their order; others come after the one they follow in the alphabet. */
const rootOrder = [
  'Saved Datasets',
  'Trained Models',
  'Transforms',
  'Data Input and Output',
  'Data Format Conversions',
  'Data Transformation',
  'Feature Selection',
  'Machine Learning',
  'Statistical Functions',
  'Text Analytics',
  'Web Service',
]

/** Under their own root, `Web Service`, these two need no more words. */
const shortTitles: Readonly<Record<string, string>> = { input: 'Input', output: 'Output' }

export function toModuleChoices(
  catalogue: ReadonlyMap<string, CatalogueEntry>,
  saved: Readonly<Record<SavedKind['module'], readonly SavedThing[]>>,
): readonly ModuleChoice[] {
  const isStandIn = new Set<string>(savedKinds.map(({ module }) => module))
  const things = savedKinds.flatMap(({ module, parameter, root }) =>
    saved[module]
      .filter(({ isLatest }) => isLatest)
      .map(({ id, name, description }) => ({
        key: `${module} ${id}`,
        module,
        parameters: { [parameter]: id },
        title: name,
        summary: description,
        path: [root],
      }))
      .sort((a, b) => a.title.localeCompare(b.title)),
  )
  const modules = [...catalogue.values()]
    .filter(({ id }) => !isStandIn.has(id))
    .map(({ id, title, summary, category, webServicePort }) => ({
      key: id,
      module: id,
      parameters: {},
      title: webServicePort === undefined ? title : (shortTitles[webServicePort] ?? title),
      summary,
      path: category,
    }))
  return [...things, ...modules]
}

export interface ChoiceFolder {
  readonly title: string
  /** With the places above it, for keys. */
  readonly path: string
  readonly folders: readonly ChoiceFolder[]
  readonly choices: readonly ModuleChoice[]
}

/** The palette's tree. @param alwaysShown roots that stand there with nothing in them, too */
export function toFolders(
  choices: readonly ModuleChoice[],
  alwaysShown: readonly string[] = [],
): readonly ChoiceFolder[] {
  const rank = (title: string) => {
    const found = rootOrder.indexOf(title)
    return found < 0 ? rootOrder.length : found
  }
  const build = (inside: readonly ModuleChoice[], depth: number, above: string, shown: readonly string[]) => {
    const titles = [...new Set([...shown, ...inside.flatMap(({ path }) => path[depth] ?? [])])]
    return titles.map((title): ChoiceFolder => {
      const own = inside.filter(({ path }) => path[depth] === title)
      const path = `${above}/${title}`
      return {
        title,
        path,
        folders: build(own, depth + 1, path, []),
        choices: own.filter((choice) => choice.path.length === depth + 1),
      }
    })
  }
  return build(choices, 0, '', alwaysShown).sort((a, b) => rank(a.title) - rank(b.title))
}

/** Those whose title, place or summary holds every word, titles that begin with the text first. */
export function findChoices(choices: readonly ModuleChoice[], text: string): readonly ModuleChoice[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return choices
  const words = wanted.split(/\s+/)
  const found = choices.flatMap((choice) => {
    const title = choice.title.toLowerCase()
    const all = `${title}\n${choice.path.join('\n')}\n${choice.summary}`.toLowerCase()
    if (!words.every((word) => all.includes(word))) return []
    const rank = title.startsWith(wanted) ? 0 : words.every((word) => title.includes(word)) ? 1 : 2
    return [{ choice, rank }]
  })
  return found.sort((a, b) => a.rank - b.rank).map(({ choice }) => choice)
}
