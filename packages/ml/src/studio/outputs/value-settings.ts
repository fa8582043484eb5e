import type { SettingAnswer } from '@sluice/contracts'
import type * as z from 'zod'
import type { Module, ParameterValues } from '../../modules/module.ts'
import { secretParameterNames } from '../../modules/secret-parameters.ts'

/** The parameters that were of effect, as the property panel shows them. Selections of columns are told by what they selected. */
export function describeSettings(module: Module, parameters: ParameterValues): SettingAnswer[] {
  const secret = new Set(secretParameterNames(module))
  const shape = module.parameters.shape as Readonly<Record<string, z.ZodType>>
  return Object.entries(shape).flatMap(([name, rule]): SettingAnswer[] => {
    const { title = name, valueTitles = {}, visibleWhen = {} } = rule.meta() ?? {}
    const value = parameters[name]
    const isVisible = Object.entries(visibleWhen).every(([other, values]) =>
      values.includes(parameters[other] as string),
    )
    if (secret.has(name) || !isVisible || value === undefined || value === null) return []
    if (typeof value === 'string') return [{ name, title, value: valueTitles[value] ?? value }]
    if (typeof value === 'number' || typeof value === 'boolean') return [{ name, title, value }]
    return Array.isArray(value) && value.every((one) => typeof one !== 'object')
      ? [{ name, title, value: value.join(', ') }]
      : []
  })
}
