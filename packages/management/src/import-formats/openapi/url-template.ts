import { withRequiredQuery } from '../required-query.ts'
import { childOf, type DefinitionNode, memberOf } from './definition-node.ts'
import type { DefinedParameter, ParameterContract } from './read-parameters.ts'
import type { Reading } from './reading.ts'

export interface TemplateParts {
  readonly urlTemplate: string
  readonly templateParameters: ParameterContract[]
  readonly queryParameters: ParameterContract[]
}

export interface TemplateContext {
  readonly reading: Reading
  /** The entry of `paths`: faults of the path are reported here. */
  readonly pathNode: DefinitionNode
  readonly path: string
  readonly label: string
  toContract(parameter: DefinedParameter): ParameterContract
}

const maxTemplateLength = 1000

/**
 * The URL template of an operation: the path and, unless they are to stay query parameters, the required query
 * parameters. Undefined when the path cannot be one, which is reported.
 * @see reference: API Management, 1.16 and 2.3
 */
export function toUrlTemplate(
  context: TemplateContext,
  parameters: readonly DefinedParameter[],
): TemplateParts | undefined {
  const { reading, path } = context
  const names = readPlaceholders(context)
  if (names === undefined) return undefined
  const inPath = parameters.filter(({ location }) => location === 'path')
  const inQuery = parameters.filter(({ location }) => location === 'query')
  const declared = new Map([...inQuery, ...inPath].map((parameter) => [parameter.name.replace(/^\*/, ''), parameter]))
  const templateParameters: ParameterContract[] = []
  for (const name of names) {
    const parameter = declared.get(name)
    if (parameter !== undefined) templateParameters.push({ ...context.toContract(parameter), name, required: true })
    else if (!isIn(name, path)) continue
    else reading.report(context.pathNode, `The placeholder {${name}} of ${context.label} has no parameter in 'path'.`)
  }
  const used = new Set(names)
  for (const { name } of inPath) {
    if (used.has(name.replace(/^\*/, ''))) continue
    reading.notes.add('Path parameters that do not occur in the path are left out', `${context.label} ${name}`)
  }
  const query = inQuery
    .filter(({ name }) => !used.has(name))
    .map((parameter) => ({ contract: context.toContract(parameter), isObject: isExplodedObject(reading, parameter) }))
  const parts = withRequiredQuery({ urlTemplate: path, templateParameters }, query, {
    notes: reading.notes,
    label: context.label,
    translateRequiredQueryParameters: reading.options.translateRequiredQueryParameters,
  })
  if (parts.urlTemplate.length > maxTemplateLength) {
    reading.report(context.pathNode, `The path is longer than ${maxTemplateLength} characters.`)
  }
  return parts
}

const isIn = (name: string, path: string): boolean => path.includes(`{${name}}`) || path.includes(`{*${name}}`)

function readPlaceholders({ reading, pathNode, path }: TemplateContext): readonly string[] | undefined {
  const refuse = (reason: string): undefined => {
    reading.report(pathNode, reason)
    return undefined
  }
  if (!path.startsWith('/')) return refuse('A path begins with a slash.')
  if (path.includes('#')) return refuse('A path cannot have a fragment (#), which no client sends.')
  for (const [placeholder, name = ''] of path.matchAll(/\{([^{}]*)\}/g)) {
    if (/^[+?;.,/&|!=@]/.test(name) || /[+*]$|:\d+$/.test(name)) {
      return refuse(
        `The placeholder ${placeholder} is of another system: here a name stands alone in its braces, and all the rest of a path is {*name} at the end.`,
      )
    }
  }
  const { parameterNames, faults } = reading.options.readTemplate(path)
  if (faults.length > 0) return refuse(`${faults.join('. ')}.`)
  return parameterNames
}

function isExplodedObject(reading: Reading, { node }: DefinedParameter): boolean {
  const schema = childOf(node, 'schema')
  const target = schema.value === undefined ? undefined : reading.resolve(schema)?.value
  const isObject = memberOf(target, 'type') === 'object' || memberOf(target, 'properties') !== undefined
  return isObject && memberOf(node.value, 'explode') !== false
}
