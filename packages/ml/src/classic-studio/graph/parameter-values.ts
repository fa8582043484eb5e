import { columnSelection } from '@sluice/contracts'
import { parseParameterValue } from '@sluice/dataflow'
import type * as z from 'zod'
import type { Module } from '../../modules/module.ts'
import { parseColumnPicker, writeColumnPicker } from './column-picker.ts'
import type { ModuleFamily } from './module-families.ts'
import { isSameName, plainName } from './same-name.ts'

/** Our parameter that the studio called so; undefined when there is none. */
export function findParameter(module: Module, name: string, family: ModuleFamily | undefined): string | undefined {
  const renamed = family?.parameters?.[name]
  const names = Object.keys(module.parameters.shape)
  if (renamed !== undefined && names.includes(renamed)) return renamed
  return (
    names.find((candidate) => isSameName(titleOf(module, candidate), name)) ??
    names.find((candidate) => isSameName(candidate, name))
  )
}

export const titleOf = (module: Module, parameter: string): string => metaOf(module, parameter)?.title ?? parameter

const metaOf = (module: Module, parameter: string) =>
  (module.parameters.shape[parameter] as z.ZodType | undefined)?.meta()

/** A value as one of our parameters takes it; every value of the studio is a text. */
export function readParameterValue(
  module: Module,
  parameter: string,
  value: string,
): { readonly value: z.core.util.JSONType } | { readonly reason: string } {
  const schema = module.parameters.shape[parameter] as z.ZodType
  const picked = parseColumnPicker(value)
  if (picked !== undefined) {
    const [rule] = picked.rules
    // A picker for one column is a name in ours.
    const name =
      rule?.by === 'names' && rule.names.length === 1 && rule.action === 'include' ? rule.names[0] : undefined
    for (const candidate of [picked, name, rule?.by === 'names' ? rule.names : undefined]) {
      if (candidate !== undefined && schema.safeParse(candidate).success)
        return { value: candidate as z.core.util.JSONType }
    }
    return { reason: 'This selection of columns cannot be set here.' }
  }
  const parsed = parseParameterValue(module, parameter, value)
  if (parsed.isValid) return { value: parsed.value as z.core.util.JSONType }
  const choice = choicesOf(module, parameter).find(
    ({ name, title }) => isSameName(name, value) || (title !== undefined && isSameName(title, value)),
  )
  return choice === undefined ? { reason: parsed.reason } : { value: choice.name }
}

/** The values of an enumeration, with what the property panel calls them. */
function choicesOf(module: Module, parameter: string): { readonly name: string; readonly title: string | undefined }[] {
  const titles = metaOf(module, parameter)?.valueTitles as Readonly<Record<string, string>> | undefined
  const names = Object.keys(titles ?? {})
  const options = optionsOf(module.parameters.shape[parameter] as z.ZodType)
  return [...new Set([...options, ...names])].map((name) => ({ name, title: titles?.[name] }))
}

function optionsOf(schema: z.ZodType): string[] {
  const { def } = schema as unknown as {
    readonly def: { readonly entries?: Readonly<Record<string, string>>; readonly innerType?: z.ZodType }
  }
  if (def.entries !== undefined) return Object.values(def.entries)
  return def.innerType === undefined ? [] : optionsOf(def.innerType)
}

/** A value of ours as the studio wrote it. */
export function writeParameterValue(value: unknown): string {
  const selection = typeof value === 'object' && value !== null ? columnSelection.safeParse(value) : undefined
  if (selection?.success === true) return writeColumnPicker(selection.data)
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Our port that the studio called so: by its title, by its name, or the only one there is. */
export function findPort(
  ports: Readonly<Record<string, { readonly title?: string }>>,
  name: string,
  family: ModuleFamily | undefined,
): string | undefined {
  const names = Object.keys(ports)
  const renamed = family?.ports?.[name]
  if (renamed !== undefined && names.includes(renamed)) return renamed
  const found =
    names.find((port) => plainName(ports[port]?.title ?? port) === plainName(name)) ??
    names.find((port) => isSameName(port, name))
  return found ?? (names.length === 1 ? names[0] : undefined)
}
