import type { SavedThingEditor } from '@sluice/dataflow'
import type { StudioQuery } from '../../api/studio-api.ts'

/** Where the things of a workspace are: in the API, and among the pages. */
export interface SavedThingPlace {
  readonly path: string
  readonly query: StudioQuery
  /** Page of one, below the workspace. */
  readonly pageOf: (id: string) => string
}

export const savedThings: Readonly<Record<SavedThingEditor, SavedThingPlace>> = {
  dataset: { path: '/datasets', query: { versions: 'all' }, pageOf: (id) => `/datasets/${id}` },
  'trained-model': { path: '/trained-models', query: {}, pageOf: (id) => `/trained-models/${id}` },
  transformation: { path: '/transforms', query: {}, pageOf: (id) => `/trained-models/${id}` },
}

/** A saved thing, as far as it is chosen by. */
export interface SavedThing {
  readonly id: string
  readonly familyId: string
  readonly name: string
  readonly createdAt: string
  /** Datasets count their versions. */
  readonly version?: number
}

/** The newest of each family, by name, and the chosen one whatever its age. */
export function thingsToChoose(all: readonly SavedThing[], chosen: string): readonly SavedThing[] {
  const newest = new Map<string, SavedThing>()
  for (const thing of all) {
    const other = newest.get(thing.familyId)
    if (other === undefined || isNewer(thing, other)) newest.set(thing.familyId, thing)
  }
  return all
    .filter((thing) => thing.id === chosen || newest.get(thing.familyId) === thing)
    .sort((a, b) => a.name.localeCompare(b.name) || (isNewer(a, b) ? -1 : 1))
}

/** The newest version of the same thing, where that is another one. */
export function newerVersionOf(all: readonly SavedThing[], chosen: SavedThing): SavedThing | undefined {
  const newer = all.filter((thing) => thing.familyId === chosen.familyId && isNewer(thing, chosen))
  return newer.reduce<SavedThing | undefined>(
    (best, one) => (best === undefined || isNewer(one, best) ? one : best),
    undefined,
  )
}

const isNewer = (one: SavedThing, other: SavedThing): boolean =>
  one.version !== undefined && other.version !== undefined
    ? one.version > other.version
    : one.createdAt > other.createdAt
