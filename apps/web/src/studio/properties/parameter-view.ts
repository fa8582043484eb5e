import type { ExperimentNode } from '@sluice/contracts'
import type { CatalogueParameter } from '@sluice/dataflow'

type SetParameters = ExperimentNode['parameters']

/** Whether somebody has set it, even to what is the default. */
export const isSet = ({ name }: CatalogueParameter, set: SetParameters): boolean => Object.hasOwn(set, name)

/** What counts: what was set, or the default. */
export const effectiveValue = (parameter: CatalogueParameter, set: SetParameters): unknown =>
  isSet(parameter, set) ? set[parameter.name] : parameter.default

/** Those that have an effect with what is set. */
export const visibleParameters = (
  parameters: readonly CatalogueParameter[],
  set: SetParameters,
): readonly CatalogueParameter[] =>
  parameters.filter(({ visibleWhen = {} }) =>
    Object.entries(visibleWhen).every(([name, values]) => {
      const other = parameters.find((one) => one.name === name)
      return other !== undefined && (values as readonly unknown[]).includes(effectiveValue(other, set))
    }),
  )

/** All that is set after one was; `undefined` = it is not set any more. */
export function withParameter(set: SetParameters, name: string, value: unknown): SetParameters {
  const { [name]: _, ...others } = set
  return value === undefined ? others : { ...set, [name]: value as SetParameters[string] }
}
