import type { OperationProperties } from '@sluice/contracts'
import type { NoteList } from './note-list.ts'

type ParameterContract = OperationProperties['templateParameters'][number]

export interface QueryParameter {
  readonly contract: ParameterContract
  /** An object is sent as its members: there is no query parameter of its own name. */
  readonly isObject?: boolean
}

export interface QueryContext {
  readonly notes: NoteList
  /** For notes, `GET /pets`. */
  readonly label: string
  readonly translateRequiredQueryParameters: 'template' | 'query' | undefined
}

const maxTemplateLength = 1000

/**
 * Puts required query parameters into the URL template, where they are to be and can be.
 * @see reference: API Management, 1.16
 */
export function withRequiredQuery(
  path: { readonly urlTemplate: string; readonly templateParameters: readonly ParameterContract[] },
  parameters: readonly QueryParameter[],
  context: QueryContext,
): { urlTemplate: string; templateParameters: ParameterContract[]; queryParameters: ParameterContract[] } {
  const templateParameters = [...path.templateParameters]
  const queryParameters: ParameterContract[] = []
  let { urlTemplate } = path
  for (const { contract, isObject } of parameters) {
    const { name } = contract
    const part = `${urlTemplate.includes('?') ? '&' : '?'}${name}={${name}}`
    const isWanted = contract.required === true && context.translateRequiredQueryParameters !== 'query'
    const obstacle = isWanted ? findObstacle() : undefined
    if (isWanted && obstacle === undefined) {
      urlTemplate += part
      templateParameters.push(contract)
    } else queryParameters.push(contract)
    if (obstacle === undefined) continue
    context.notes.add(
      `Required query parameters ${obstacle} are not asked for by the URL template`,
      `${context.label} ${name}`,
    )

    function findObstacle(): string | undefined {
      if (isObject) return 'that are objects'
      if (!/^[\w$\-.:[\]@!~]+$/.test(name)) return 'whose name has signs that a template cannot have'
      const folded = name.toLowerCase()
      const isTaken = templateParameters.some((other) => other.name.toLowerCase() === folded)
      if (isTaken) return 'that have the name of another parameter'
      return urlTemplate.length + part.length > maxTemplateLength ? 'that would make it too long' : undefined
    }
  }
  return { urlTemplate, templateParameters, queryParameters }
}
