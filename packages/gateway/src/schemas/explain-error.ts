import type { ErrorObject } from 'ajv'

const typeNames: Readonly<Record<string, string>> = {
  string: 'String',
  number: 'Number',
  integer: 'Integer',
  boolean: 'Boolean',
  object: 'Object',
  array: 'Array',
  null: 'Null',
}

function typeOf(data: unknown): string {
  if (data === null) return 'Null'
  if (Array.isArray(data)) return 'Array'
  if (typeof data === 'number') return Number.isInteger(data) ? 'Integer' : 'Number'
  return typeNames[typeof data] ?? 'Object'
}

/** What does not fit, in one sentence of the form that callers of the compatible service know. */
export function explainError({ keyword, params, data, message = 'it does not fit' }: ErrorObject): string {
  const shown = typeof data === 'string' ? data : JSON.stringify(data)
  const isInteger = Number.isInteger(data)
  const number = isInteger ? 'Integer' : 'Float'
  switch (keyword) {
    case 'type': {
      const expected = [params.type].flat().map((type) => typeNames[String(type)] ?? type)
      return `Invalid type. Expected ${expected.join(', ')} but got ${typeOf(data)}.`
    }
    case 'required':
      return `Required properties are missing from object: ${params.missingProperty}.`
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return `Property '${params.additionalProperty ?? params.unevaluatedProperty}' has not been defined and the schema does not allow additional properties.`
    case 'enum':
    case 'const':
      return `Value ${JSON.stringify(data)} is not defined in enum.`
    case 'minimum':
      return `${number} ${shown} is less than minimum value of ${params.limit}.`
    case 'maximum':
      return `${number} ${shown} exceeds maximum value of ${params.limit}.`
    case 'exclusiveMinimum':
      return `${number} ${shown} equals minimum value of ${params.limit} and exclusive minimum is true.`
    case 'exclusiveMaximum':
      return `${number} ${shown} equals maximum value of ${params.limit} and exclusive maximum is true.`
    case 'multipleOf':
      return `${number} ${shown} is not a multiple of ${params.multipleOf}.`
    case 'minLength':
      return `String '${shown}' is less than minimum length of ${params.limit}.`
    case 'maxLength':
      return `String '${shown}' exceeds maximum length of ${params.limit}.`
    case 'pattern':
      return `String '${shown}' does not match regex pattern '${params.pattern}'.`
    case 'format':
      return `String '${shown}' does not validate against format '${params.format}'.`
    case 'minItems':
      return `Array item count ${lengthOf(data)} is less than minimum count of ${params.limit}.`
    case 'maxItems':
      return `Array item count ${lengthOf(data)} exceeds maximum count of ${params.limit}.`
    case 'uniqueItems':
      return 'Non-unique array item found.'
    case 'anyOf':
      return "JSON does not match any schemas from 'anyOf'."
    case 'oneOf':
      return "JSON is valid against no schemas from 'oneOf', or against more than one."
    case 'not':
      return "JSON is valid against schema from 'not'."
    default:
      return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`
  }
}

const lengthOf = (data: unknown): number => (Array.isArray(data) ? data.length : 0)
