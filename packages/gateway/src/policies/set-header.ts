import { policyScopes, sectionNames } from '@sluice/policy-language'
import { choice, headerName, text } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { element, elements, many, textContent } from '../pipeline/element-spec.ts'
import type { HeaderList } from '../pipeline/header-list.ts'
import { mapValue, type Value } from '../pipeline/value.ts'

/** Headers whose values cannot share a line, in lower case; all others are joined. */
const separateLines: ReadonlySet<string> = new Set([
  'user-agent',
  'www-authenticate',
  'proxy-authenticate',
  'cookie',
  'set-cookie',
  'warning',
  'date',
  'expires',
  'if-modified-since',
  'if-unmodified-since',
  'last-modified',
  'retry-after',
])

const framing = {
  values: ['connection', 'content-length', 'keep-alive', 'transfer-encoding'],
  reason: 'this header belongs to the connection, which the gateway keeps itself; it cannot be set by a policy',
}

/** What one line of a header may hold; a line break would smuggle in another header. */
const fieldValue = text('Value of the header.', {
  minLength: 0,
  isTrimmed: true,
  pattern: { expression: '[\\t\\x20-\\x7e\\x80-\\xff]*', meaning: 'text of one line in Latin-1 characters' },
})

const attributes = {
  name: headerName('Name of the header.', framing).orExpression(),
  'exists-action': choice('What happens when the header is there already.', ['override', 'skip', 'append', 'delete'])
    .orExpression()
    .default('override'),
}

const content = elements({
  value: many(
    'One value; several are joined, or each has a line of its own.',
    element({ content: textContent(fieldValue.orExpression()) }),
    {
      min: 1,
      optionalWhen: { attribute: 'exists-action', is: 'delete' },
    },
  ),
})

/** `set-header` inside `return-response` and `send-request`. */
export const headerElement = element({ attributes, content })

interface HeaderSettings {
  readonly name: Value<string>
  readonly 'exists-action': Value<HeaderAction>
  readonly children: { readonly value: readonly { readonly text: Value<string> }[] }
}

type HeaderAction = 'override' | 'skip' | 'append' | 'delete'

/** Makes the change of one `set-header` to whichever headers it is handed. */
export function compileHeaderChange(settings: HeaderSettings): (context: CallContext, headers: HeaderList) => void {
  const name = mapValue(settings.name, toFieldName)
  const valuesOf = collectValues(settings.children.value.map((value) => value.text))
  const actionOf = settings['exists-action']
  return (context, headers) => {
    const field = name(context)
    const action = actionOf(context)
    if (action === 'delete') headers.delete(field.name)
    else write(headers, field, action, valuesOf(context))
  }
}

/**
 * Sets, adds or deletes a header: of the request up to the backend, of the response after it.
 * @see reference: API Management, 3.3
 */
export const setHeader = definePolicy({
  name: 'set-header',
  summary: 'Sets, adds or deletes a header of the request, or of the response after the backend.',
  category: 'Transformation',
  snippet: `<set-header name="X-Version" exists-action="override">
    <value>1</value>
</set-header>`,
  sections: sectionNames,
  scopes: policyScopes,
  attributes,
  content,
  compile(settings, _services, { section }) {
    const change = compileHeaderChange(settings)
    if (section === 'inbound' || section === 'backend') return (context) => change(context, context.request.headers)
    const isServer = mapValue(settings.name, (name) => name.toLowerCase() === 'server')
    return (context) => {
      // The reference: `Server` cannot be deleted in responses.
      if (isServer(context) && settings['exists-action'](context) === 'delete') return
      change(context, context.response.headers)
    }
  },
})

interface FieldName {
  readonly name: string
  readonly isJoined: boolean
}

function toFieldName(name: string): FieldName {
  return { name, isJoined: !separateLines.has(name.toLowerCase()) }
}

/** One function of all values: a constant list when each of them is constant. */
function collectValues(values: readonly Value<string>[]): (context: CallContext) => readonly string[] {
  const constants = values.map((value) => value.constant?.value)
  if (constants.every((constant) => constant !== undefined)) return () => constants
  return (context) => values.map((value) => value(context))
}

function write(
  headers: HeaderList,
  field: FieldName,
  action: 'override' | 'skip' | 'append',
  values: readonly string[],
): void {
  const present = action === 'override' ? undefined : headers.get(field.name)
  if (action === 'skip' && present !== undefined) return
  if (!field.isJoined) {
    if (action === 'append') headers.append(field.name, values)
    else headers.set(field.name, values)
    return
  }
  const joined = values.join(', ')
  headers.set(field.name, [present === undefined ? joined : `${present}, ${joined}`])
}
