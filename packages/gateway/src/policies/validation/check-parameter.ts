import type { CallContext } from '../../pipeline/call-context.ts'
import { compileSchema } from '../../schemas/compile-schema.ts'
import { findTypePointer } from '../../schemas/schema-root.ts'
import { apiRoot } from './check-body.ts'
import { definitionOf, type Parameter } from './operation-definitions.ts'

/**
 * What is wrong with the values of a parameter or header, as a sentence; undefined when they fit.
 * @param kind `query parameter` and the like, for the sentence
 */
export function checkParameter(
  parameter: Parameter,
  values: readonly string[],
  kind: string,
  context: CallContext,
): string | undefined {
  const isList = parameter.type === 'array'
  if (values.length > 1 && !isList) return `${capital(kind)} ${parameter.name} cannot have more than one value.`
  const allowed = parameter.values ?? []
  for (const value of values) {
    const wrong =
      (allowed.length > 0 && !allowed.includes(value) ? `Value "${value}" is not defined in enum.` : undefined) ??
      checkType(parameter.type, value) ??
      checkDefinition(parameter, value, context)
    if (wrong !== undefined)
      return `Value of the ${kind} ${parameter.name} does not conform to the definition. ${wrong}`
  }
  return undefined
}

function checkType(type: string, value: string): string | undefined {
  const isRight = {
    integer: () => /^[+-]?\d+$/.test(value),
    number: () => value.trim() !== '' && Number.isFinite(Number(value)),
    boolean: () => /^(?:true|false)$/i.test(value),
  }[type.toLowerCase()]
  return isRight === undefined || isRight()
    ? undefined
    : `Invalid type. Expected ${capital(type.toLowerCase())} but got String.`
}

function checkDefinition(parameter: Parameter, value: string, context: CallContext): string | undefined {
  const definition = definitionOf(parameter, context)
  if (definition?.properties === undefined) return undefined
  const root = apiRoot(definition.properties)
  const pointer = findTypePointer(root, definition.typeName)
  if (pointer === undefined) return undefined
  try {
    return compileSchema(root, pointer, { coerces: true })(value)[0]?.message
  } catch (error) {
    return `The definition cannot be used: ${error instanceof Error ? error.message : error}.`
  }
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
