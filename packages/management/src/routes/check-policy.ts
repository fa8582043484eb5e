import { type Fault, type PolicyCheckRequest, type PolicyFault, policyCheckRequest } from '@sluice/contracts'
import { fragmentKey, maxPolicyBytes } from '@sluice/policy-language'
import { defineRoute, type RouteContext } from '../arm/define-route.ts'
import { assertNoFaults, fieldFault, parseContract } from '../arm/faults.ts'
import { nameOf } from '../arm/identity.ts'
import { isJsonObject, readJsonObject } from '../arm/request-body.ts'
import { readReference, showReference } from '../arm/resource-reference.ts'
import type { PolicyScope } from '../environment.ts'
import {
  definitionsAt,
  findFaultsOfUsers,
  findUsersOfFragments,
  loadDefinitions,
} from '../resources/policies/policy-definitions.ts'
import type { PolicyText } from '../resources/policies/policy-texts.ts'
import { checkBase, loadRestrictedPaths } from '../resources/policies/required-base.ts'

type Scope = PolicyCheckRequest['scope']

/** What a document of each scope stands at. */
const formOfScope: Record<Scope, string> = {
  global: '/',
  product: '/products/{productId}',
  api: '/apis/{apiId}',
  operation: '/apis/{apiId}/operations/{operationId}',
  fragment: '/policyFragments/{id}',
}

export const checkPolicy = defineRoute({
  path: '/checkPolicy',
  method: 'POST',
  access: 'analyst',
  summary: 'Checks a policy document or fragment as a save does, without saving it, and lists all faults.',
  async answer(context) {
    const { properties } = await readJsonObject(context.request)
    const asked = parseContract(policyCheckRequest, isJsonObject(properties) ? properties : {}, 'properties')
    const path = asked.resource === undefined ? undefined : readResource(asked.resource, asked.scope, context)
    const { scope, ...text } = asked
    const faults =
      scope === 'fragment'
        ? await checkFragment(text, path, context)
        : await checkDocument(text, { scope, path }, context)
    return Response.json({ faults })
  },
})

/** The path of what the document stands at. @throws AppError `ValidationError` when it is nothing of that scope */
function readResource(resource: string, scope: Scope, { service }: RouteContext): string {
  const path = readReference(resource, formOfScope[scope], service)
  if (path === undefined) {
    const message = `'${resource}' is no identifier of what a document of the scope '${scope}' stands at.`
    assertNoFaults([fieldFault('properties.resource', message)])
  }
  return path ?? ''
}

async function checkDocument(
  { value, format }: PolicyText,
  { scope, path }: { readonly scope: PolicyScope; readonly path: string | undefined },
  context: RouteContext,
): Promise<readonly PolicyFault[]> {
  const { environment, service } = context
  const reader = environment.store
  const definitions = isReadable(value)
    ? await definitionsAt(
        { reader, service },
        path ?? '',
        await loadDefinitions({ environment, service, reader }, [value]),
      )
    : undefined
  const faults = environment.checkPolicy(value, format, scope, definitions)
  // The service itself has no name of its own below itself.
  const at = scope === 'global' ? '' : path
  const unfulfilled =
    at === undefined || !isReadable(value)
      ? []
      : checkBase(`${at}/policies/policy`, { value, format }, await loadRestrictedPaths(reader, service))
  return [...faults, ...unfulfilled].map((fault) => toPolicyFault(fault, value))
}

/** With the documents that include it, of which a save would not leave one faulty. */
async function checkFragment(
  { value, format }: PolicyText,
  path: string | undefined,
  { environment, service }: RouteContext,
): Promise<readonly PolicyFault[]> {
  const source = { environment, service, reader: environment.store }
  // A fragment without a name yet cannot include itself.
  const id = path === undefined ? '' : nameOf(path)
  const text = { value, format }
  const definitions = isReadable(value) ? await loadDefinitions(source, [value]) : undefined
  const faults = environment.checkFragment(id, text, definitions)
  if (faults.length > 0 || id === '') return faults.map((fault) => toPolicyFault(fault, value))
  const users = await findUsersOfFragments(environment.store, service, [fragmentKey(id)])
  const others = await findFaultsOfUsers(source, users, { id, text })
  return others.map((other) => ({
    ...toPolicyFault(other.fault, undefined),
    resourceId: showReference(other.path, service),
  }))
}

/** Not more than a save reads: the check itself says that it is too long. */
const isReadable = (value: string): boolean => value.length <= maxPolicyBytes

/** @param text what the place is in; undefined = another text, of which the end is not looked for */
function toPolicyFault({ code, target, message }: Fault, text: string | undefined): PolicyFault {
  const [line = 1, column = 1] = (target.match(/\d+/g) ?? []).map(Number)
  const end = text === undefined ? undefined : endOfName(text, line, column)
  return { code, message, line, column, ...(end === undefined ? {} : { endLine: line, endColumn: end }) }
}

/** The column behind the name of the element or attribute that a fault is at. */
function endOfName(text: string, line: number, column: number): number | undefined {
  const written = text.split(/\r\n|\r|\n/, line)[line - 1] ?? ''
  const name = /^[\w:.-]+/.exec(written.slice(column - 1))?.[0]
  return name === undefined ? undefined : column + name.length
}
