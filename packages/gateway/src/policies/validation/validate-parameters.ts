import { policyScopes } from '@sluice/policy-language'
import { text } from '../../pipeline/attributes.ts'
import type { CallContext } from '../../pipeline/call-context.ts'
import { definePolicy } from '../../pipeline/define-policy.ts'
import { element, elements, many, one } from '../../pipeline/element-spec.ts'
import type { Value } from '../../pipeline/value.ts'
import { foldCase } from '../../routing/fold-case.ts'
import { decodeFormText } from '../../routing/query-string.ts'
import { checkParameter } from './check-parameter.ts'
import { isCommonHeader } from './known-headers.ts'
import type { Parameter } from './operation-definitions.ts'
import {
  action,
  errorsVariable,
  reportErrors,
  type ValidationAction,
  type ValidationError,
} from './validation-errors.ts'

const overrides = {
  'specified-parameter-action': action('What happens to parameters that do not fit their definition.').optional(),
  'unspecified-parameter-action': action('What happens to parameters that the operation does not name.').optional(),
}

const parameters = {
  parameter: many(
    'One parameter for which something else holds.',
    element({
      attributes: {
        name: text('Name of the parameter.', { isTrimmed: true }),
        action: action('What happens to it when it does not fit.'),
      },
    }),
  ),
}

/**
 * Checks headers, query and path of a request against what the operation says of them.
 * @see reference: API Management, 3.3
 */
export const validateParameters = definePolicy({
  name: 'validate-parameters',
  summary: 'Checks headers, query and path parameters of a request against the operation.',
  category: 'Content validation',
  snippet:
    '<validate-parameters specified-parameter-action="prevent" unspecified-parameter-action="ignore" errors-variable-name="parameterErrors" />',
  sections: ['inbound'],
  scopes: policyScopes,
  isUsableAtHandshake: false,
  isOncePerSection: true,
  attributes: {
    'specified-parameter-action': action('What happens to parameters that do not fit their definition.'),
    'unspecified-parameter-action': action('What happens to parameters that the operation does not name.'),
    'errors-variable-name': errorsVariable,
  },
  content: elements({
    headers: one('What holds for headers.', element({ attributes: overrides, content: elements(parameters) })),
    query: one('What holds for the query.', element({ attributes: overrides, content: elements(parameters) })),
    path: one(
      'What holds for the path.',
      element({
        attributes: { 'specified-parameter-action': overrides['specified-parameter-action'] },
        content: elements(parameters),
      }),
    ),
  }),
  compile({ children, ...settings }, { telemetry }) {
    const { headers, query, path } = children
    return (context) => {
      if (context.operation === undefined) return
      const standard = {
        specified: settings['specified-parameter-action'](context),
        unspecified: settings['unspecified-parameter-action'](context),
      }
      const rulesOf = (of: Overrides | undefined): Rules => ({
        specified: of?.['specified-parameter-action']?.(context) ?? standard.specified,
        unspecified: of?.['unspecified-parameter-action']?.(context) ?? standard.unspecified,
        byName: new Map(
          (of?.children.parameter ?? []).map(({ name, action: one }) => [foldCase(name), one(context)] as const),
        ),
      })
      const errors = [
        ...check(headerSubject(context), rulesOf(headers), context),
        ...check(querySubject(context), rulesOf(query), context),
        ...check(pathSubject(context), rulesOf(path), context),
      ]
      const variable = settings['errors-variable-name']
      reportErrors(errors, context, { policy: 'validate-parameters', variable, isOfRequest: true, telemetry })
    }
  },
})

interface Overrides {
  readonly 'specified-parameter-action': Value<ValidationAction> | undefined
  readonly 'unspecified-parameter-action'?: Value<ValidationAction> | undefined
  readonly children: {
    readonly parameter: readonly { readonly name: string; readonly action: Value<ValidationAction> }[]
  }
}

interface Rules {
  readonly specified: ValidationAction
  readonly unspecified: ValidationAction
  readonly byName: ReadonlyMap<string, ValidationAction>
}

interface Subject {
  /** As it stands in sentences. */
  readonly kind: string
  readonly type: ValidationError['type']
  readonly definitions: readonly Parameter[]
  /** By name in lower case. */
  readonly values: ReadonlyMap<string, readonly string[]>
  /** Whether one that nobody names is to be told of. */
  isStrange(name: string): boolean
}

function headerSubject(context: CallContext): Subject {
  return {
    kind: 'header',
    type: 'RequestHeader',
    definitions: context.operation?.properties.request?.headers ?? [],
    values: valuesByName(context.request.headers.toArray()),
    isStrange: (name) => !isCommonHeader(name, context),
  }
}

export function valuesByName(fields: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>()
  for (let at = 0; at < fields.length; at += 2) {
    const name = (fields[at] as string).toLowerCase()
    values.set(name, [...(values.get(name) ?? []), fields[at + 1] as string])
  }
  return values
}

function querySubject(context: CallContext): Subject {
  const { operation, request, api } = context
  const pairs = request.query
    .slice(1)
    .split('&')
    .filter((part) => part !== '')
  const fields = pairs.flatMap((part) => {
    const at = part.indexOf('=')
    return at < 0 ? [decodeFormText(part), ''] : [decodeFormText(part.slice(0, at)), decodeFormText(part.slice(at + 1))]
  })
  const { urlTemplate = '', templateParameters = [] } = operation?.properties ?? {}
  const [, template = ''] = urlTemplate.split('?')
  const keyName = api?.properties.subscriptionKeyParameterNames.query.toLowerCase()
  return {
    kind: 'query parameter',
    type: 'QueryParameter',
    definitions: [
      ...(operation?.properties.request?.queryParameters ?? []),
      ...templateParameters.filter(({ name }) => template.includes(`{${name}}`)),
    ],
    values: valuesByName(fields),
    isStrange: (name) => name !== keyName,
  }
}

function pathSubject(context: CallContext): Subject {
  const { urlTemplate = '', templateParameters = [] } = context.operation?.properties ?? {}
  const [path = ''] = urlTemplate.split('?')
  return {
    kind: 'path parameter',
    type: 'PathParameter',
    definitions: templateParameters.filter(({ name }) => path.includes(`{${name}}`) || path.includes(`{*${name}}`)),
    values: new Map([...context.matchedParameters].map(([name, value]) => [name.toLowerCase(), [value]] as const)),
    isStrange: () => false,
  }
}

function check(subject: Subject, rules: Rules, context: CallContext): ValidationError[] {
  const { kind, type, definitions, values } = subject
  const errors: ValidationError[] = []
  const known = new Set<string>()
  for (const parameter of definitions) {
    const name = parameter.name.toLowerCase()
    known.add(name)
    const taken = rules.byName.get(foldCase(parameter.name)) ?? rules.specified
    if (taken === 'ignore') continue
    const found = values.get(name)
    const details =
      found === undefined
        ? parameter.required === true
          ? `Required ${kind} ${parameter.name} is missing.`
          : undefined
        : checkParameter(parameter, found, kind, context)
    if (details !== undefined) {
      errors.push({ name: parameter.name, type, validationRule: 'IncorrectMessage', details, action: taken })
    }
  }
  for (const name of values.keys()) {
    if (known.has(name) || !subject.isStrange(name)) continue
    const taken = rules.byName.get(foldCase(name)) ?? rules.unspecified
    const details = `Unspecified ${kind} ${name} is not allowed.`
    errors.push({ name, type, validationRule: 'Unspecified', details, action: taken })
  }
  return errors
}
