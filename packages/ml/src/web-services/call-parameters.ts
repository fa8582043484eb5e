import { AppError, type Fault, type WebServiceDefinition } from '@sluice/contracts'
import { findModule, parseParameterValue } from '@sluice/dataflow'
import type { Modules } from '../modules/module.ts'
import { toNameList } from './name-list.ts'

/** Node id → values that take the place of those in the graph. */
export type ParameterOverrides = ReadonlyMap<string, Readonly<Record<string, unknown>>>

export interface CallParameters {
  /** The same for values that give the same result. */
  readonly key: string
  readonly overrides: ParameterOverrides
}

const nothingSet: CallParameters = { key: '', overrides: new Map() }

/**
 * Reads the web-service parameters of a call by the rules of the modules that take them.
 * @throws AppError `UnexpectedParameter`, `MissingRequiredGlobalParameters`, `BadParameterValue`
 */
export function readCallParameters(
  definition: WebServiceDefinition,
  modules: Modules,
  given: Readonly<Record<string, unknown>>,
): CallParameters {
  const givenNames = Object.keys(given)
  if (givenNames.length === 0 && definition.parameters.length === 0) return nothingSet
  const unexpected = givenNames.filter((name) => !definition.parameters.some((parameter) => parameter.name === name))
  if (unexpected.length > 0) {
    throw new AppError('UnexpectedParameter', {}, { target: toNameList(unexpected) })
  }
  const values = new Map<string, unknown>()
  for (const { name, defaultValue } of definition.parameters) {
    const value = Object.hasOwn(given, name) && given[name] !== null ? given[name] : defaultValue
    if (value !== undefined) values.set(name, value)
  }
  const missing = definition.parameters.filter(({ name }) => !values.has(name)).map(({ name }) => name)
  if (missing.length > 0) {
    throw new AppError('MissingRequiredGlobalParameters', {}, { target: missing.join(', ') })
  }
  const overrides = new Map<string, Record<string, unknown>>()
  const faults: Fault[] = []
  for (const node of definition.graph.nodes) {
    for (const [parameter, name] of Object.entries(node.webServiceParameters)) {
      const module = findModule(modules, node.module)
      if (module === undefined) continue
      const parsed = parseParameterValue(module, parameter, values.get(name))
      if (parsed.isValid) overrides.set(node.id, { ...overrides.get(node.id), [parameter]: parsed.value })
      else faults.push({ code: 'BadParameterValue', target: name, message: `${module.title}: ${parsed.reason}` })
    }
  }
  if (faults.length > 0) {
    throw new AppError('BadParameterValue', {}, { target: faults.map(({ target }) => target).join(', '), faults })
  }
  return { key: JSON.stringify([...overrides]), overrides }
}
