import type { ExperimentNode } from '@sluice/contracts'
import type { CatalogueEntry } from '@sluice/dataflow'
import { useCallback, useMemo } from 'react'
import { useStudio } from '../../api/studio-api.ts'
import { type ModuleChoice, type SavedThing, savedKinds, toModuleChoices } from './module-choices.ts'

interface ListedDataset {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly isLatest: boolean
}

interface ListedSaved {
  readonly id: string
  readonly familyId: string
  readonly name: string
  readonly description: string
  readonly createdAt: string
}

export interface ModuleChoices {
  readonly choices: readonly ModuleChoice[]
  /** What a module is called on the canvas. */
  readonly titleOf: (node: Pick<ExperimentNode, 'module' | 'parameters'>) => string
}

/** All that can be put onto the canvas, and how it is called there. */
export function useModuleChoices(catalogue: ReadonlyMap<string, CatalogueEntry> | undefined): ModuleChoices {
  const { data: datasets } = useStudio<{ value: readonly ListedDataset[] }>('/datasets', { versions: 'all' })
  const { data: models } = useStudio<{ value: readonly ListedSaved[] }>('/trained-models')
  const { data: transforms } = useStudio<{ value: readonly ListedSaved[] }>('/transforms')
  const saved = useMemo(
    () => ({
      'saved-dataset': datasets?.value ?? [],
      'saved-trained-model': withLatest(models?.value ?? []),
      'saved-transformation': withLatest(transforms?.value ?? []),
    }),
    [datasets, models, transforms],
  )
  const choices = useMemo(() => (catalogue === undefined ? [] : toModuleChoices(catalogue, saved)), [catalogue, saved])
  const nameById = useMemo(
    () => new Map(Object.values(saved).flatMap((things) => things.map(({ id, name }) => [id, name] as const))),
    [saved],
  )
  const titleOf = useCallback<ModuleChoices['titleOf']>(
    ({ module, parameters }) => {
      const kind = savedKinds.find((one) => one.module === module)
      const name = kind && nameById.get(String(parameters[kind.parameter]))
      return name ?? catalogue?.get(module)?.title ?? module
    },
    [catalogue, nameById],
  )
  return { choices, titleOf }
}

/** Of several versions of one thing, the newest. */
function withLatest(things: readonly ListedSaved[]): readonly SavedThing[] {
  return things.map((one) => ({
    ...one,
    isLatest: !things.some((other) => other.familyId === one.familyId && other.createdAt > one.createdAt),
  }))
}
