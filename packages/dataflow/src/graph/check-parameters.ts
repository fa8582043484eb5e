import type { ExperimentGraph, Fault, WebServiceParameter } from '@sluice/contracts'
import { findModule, type ModuleDescription, type ModuleDescriptions } from './module-description.ts'
import { titleOf } from './node-title.ts'
import { parseParameterValue } from './parameter-values.ts'

/** Faults of what was set on modules, and of the web-service parameters that stand in for it. */
export function checkParameters(graph: ExperimentGraph, modules: ModuleDescriptions): Fault[] {
  const faults: Fault[] = []
  const declared = new Map(graph.webServiceParameters.map((parameter) => [parameter.name, parameter]))
  const used = new Set<string>()
  for (const [index, node] of graph.nodes.entries()) {
    const description = findModule(modules, node.module)
    if (description === undefined) continue
    const place = `nodes[${index}]`
    const parsed = description.parameters.safeParse(node.parameters)
    for (const issue of parsed.error?.issues ?? []) {
      faults.push({
        code: issue.code === 'unrecognized_keys' ? 'UnknownParameter' : 'InvalidParameter',
        target: [place, 'parameters', ...issue.path.map(String)].join('.'),
        message: `${titleOf(node, modules)}: ${issue.message}`,
      })
    }
    for (const [parameter, name] of Object.entries(node.webServiceParameters)) {
      used.add(name)
      const target = `${place}.webServiceParameters.${parameter}`
      faults.push(...checkLink(description, parameter, name, declared.get(name)).map((fault) => ({ ...fault, target })))
    }
  }
  for (const [index, { name }] of graph.webServiceParameters.entries()) {
    const target = `webServiceParameters[${index}]`
    if (graph.webServiceParameters.findIndex((other) => other.name === name) !== index) {
      faults.push({ code: 'DuplicateName', target, message: `Another web-service parameter has the name '${name}'.` })
    }
    if (!used.has(name)) {
      faults.push({ code: 'UnusedParameter', target, message: `No module takes the web-service parameter '${name}'.` })
    }
  }
  return faults
}

function checkLink(
  description: ModuleDescription,
  parameter: string,
  name: string,
  declared: WebServiceParameter | undefined,
): Omit<Fault, 'target'>[] {
  if (!Object.hasOwn(description.parameters.shape, parameter)) {
    return [{ code: 'UnknownParameter', message: `${description.title} has no parameter '${parameter}'.` }]
  }
  if (declared === undefined) {
    return [{ code: 'UnknownWebServiceParameter', message: `There is no web-service parameter '${name}'.` }]
  }
  if (declared.defaultValue === undefined) return []
  const parsed = parseParameterValue(description, parameter, declared.defaultValue)
  return parsed.isValid
    ? []
    : [
        {
          code: 'InvalidParameter',
          message: `The default of '${name}' does not suit ${description.title}: ${parsed.reason}`,
        },
      ]
}
