import type {
  PolicyAttribute,
  PolicyChildElement,
  PolicyContent,
  PolicyDeclarationList,
  PolicyDeclarationView,
  PolicyValue,
} from '@sluice/contracts'
import type {
  AttributeDeclaration,
  ContentDeclaration,
  ElementDeclaration,
  PolicyDeclaration,
  ValueType,
} from '@sluice/policy-language'
import { defineRoute } from '../arm/define-route.ts'

export const policyDeclarations = defineRoute({
  path: '/policyDeclarations',
  method: 'GET',
  access: 'analyst',
  summary: 'Lists the policies with attributes, child elements and snippets, as editors need them.',
  async answer({ environment }) {
    const served = Object.values(environment.policyCatalogue).filter(({ unserved }) => unserved === undefined)
    const value = served.map(toView)
    return Response.json({ value, count: value.length } satisfies PolicyDeclarationList)
  },
})

const toView = (policy: PolicyDeclaration): PolicyDeclarationView => ({
  name: policy.name,
  summary: policy.summary,
  category: policy.category,
  sections: [...policy.sections],
  scopes: [...policy.scopes],
  isOncePerSection: policy.isOncePerSection,
  snippet: policy.snippet,
  ...toElement(policy),
})

const toElement = ({ attributes, rules, content }: ElementDeclaration) => ({
  attributes: Object.entries(attributes).flatMap(toAttribute),
  rules: rules.map(({ rule, of }) => ({ rule, of: [...of] })),
  content: toContent(content),
})

/** What is not served is left out: nobody shall be offered it. */
function toAttribute([name, declared]: readonly [string, AttributeDeclaration]): PolicyAttribute[] {
  const { help, isRequired, allowsExpression, defaultText } = declared
  const value = toValue(declared.value)
  if (value === undefined) return []
  const standard = defaultText === undefined ? {} : { default: defaultText }
  return [{ name, help, value, isRequired, allowsExpression, ...standard }]
}

function toContent(content: ContentDeclaration): PolicyContent {
  switch (content.kind) {
    case 'text': {
      const { help, allowsExpression } = content
      const value = toValue(content.value)
      return value === undefined ? { kind: 'none' } : { kind: 'text', help, value, allowsExpression }
    }
    case 'elements':
      return {
        kind: 'elements',
        elements: Object.entries(content.elements).map(
          ([name, { element, ...child }]): PolicyChildElement => ({ name, ...child, ...toElement(element) }),
        ),
      }
    case 'none':
    case 'statements':
      return { kind: content.kind }
  }
}

function toValue(value: ValueType): PolicyValue | undefined {
  switch (value.type) {
    case 'unserved':
      return undefined
    case 'text': {
      const { refused, isTrimmed: _, ...text } = value
      return { ...text, ...(refused && { refused: { ...refused, values: [...refused.values] } }) }
    }
    case 'choice':
      return { type: 'choice', values: [...value.values] }
    case 'url':
      return { type: 'url', schemes: [...value.schemes] }
    case 'integer':
    case 'boolean':
      return value
  }
}
