// First as the program does it: its parts refer to one another in a circle.
import '../../../packages/management/src/index.ts'

import fc from 'fast-check'
import * as z from 'zod'
import { actionsOf } from '../../../packages/management/src/arm/actions.ts'
import { matchPath, parsePathPattern, splitPath } from '../../../packages/management/src/arm/path-pattern.ts'
import type { Management } from '../../../packages/management/src/management.ts'
import { associations, links, resources } from '../../../packages/management/src/resources/index.ts'
import { routes } from '../../../packages/management/src/routes/index.ts'
import { arbitraryOf } from './arbitrary-of.ts'
import { json, nastyTexts, text, toObject } from './nasty-values.ts'
import { seedBodies } from './seeds.ts'

export interface FuzzedRequest {
  readonly method: string
  /** With its query; `{base}` stands for the service. */
  readonly path: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string | undefined
}

interface Target {
  readonly method: string
  readonly path: string
  readonly body: fc.Arbitrary<unknown>
  /** Contracts of identifiers by their names. */
  readonly identifiers?: Readonly<Record<string, z.ZodType>>
}

const withoutLast = (path: string) => path.slice(0, path.lastIndexOf('/'))
const below = (path: string) => `{base}/sluice${path}`
const asIs = fc.oneof(json, fc.record({ properties: json }))

/** Everything that is declared below a service. */
function declaredTargets(): Target[] {
  return [
    ...resources.flatMap((resource) => {
      const { path, verbs = ['put', 'patch', 'delete'], queries = {}, contract } = resource
      const properties = fc.oneof(arbitraryOf(contract), changedSeed(path, contract))
      const body = fc.oneof({ weight: 12, arbitrary: fc.record({ properties }) }, json)
      return [
        { method: 'GET', path: withoutLast(path), body: json },
        ...['GET', 'HEAD'].map((method) => ({ method, path, body: json })),
        // Most of what can go wrong is in what is written.
        ...verbs.flatMap((verb) => Array.from({ length: 6 }, () => ({ method: verb.toUpperCase(), path, body }))),
        ...Object.entries(actionsOf(resource)).map(([name, action]) => ({
          method: 'POST',
          path: `${path}/${name}`,
          body: action.contract === undefined ? json : arbitraryOf(action.contract),
        })),
        ...Object.keys(queries).map((name) => ({ method: 'GET', path: `${path}/${name}`, body: json })),
      ].map((target) => ({ ...target, identifiers: resource.identifiers }))
    }),
    ...[...associations, ...links].flatMap(({ path }) =>
      ['GET', 'HEAD', 'PUT', 'DELETE'].flatMap((method) => [
        { method, path, body: asIs },
        { method, path: withoutLast(path), body: asIs },
      ]),
    ),
    ...routes.map(({ method, path }) => ({ method, path, body: asIs })),
  ].map((target) => ({ ...target, path: below(target.path) }))
}

/** What is taken for one of this kind, with a few of its fields changed. */
function changedSeed(path: string, contract: z.ZodType): fc.Arbitrary<unknown> {
  const pattern = parsePathPattern(path)
  const seed = Object.entries(seedBodies).find(([at]) => matchPath(pattern, splitPath(at)) !== undefined)?.[1] ?? {}
  const shape = contract instanceof z.ZodObject ? Object.entries(contract.shape as Record<string, z.ZodType>) : []
  if (shape.length === 0) return fc.constant(seed)
  const change = fc.oneof(
    ...shape.map(([name, schema]) =>
      fc.tuple(fc.constant(name), fc.oneof({ weight: 4, arbitrary: arbitraryOf(schema) }, json)),
    ),
  )
  return fc.array(change, { maxLength: 2 }).map((changes) => toObject([...Object.entries(seed), ...changes]))
}

/** Everything else that the service answers, but what does not end by itself. */
function outerTargets(outer: Management['routes']): Target[] {
  const account = fc
    .array(
      fc.tuple(
        fc.constantFrom(
          'email',
          'password',
          'service',
          'firstName',
          'lastName',
          'ticket',
          'role',
          'name',
          'displayName',
          'lifetimeSeconds',
          'currentPassword',
          'newPassword',
          'consent',
        ),
        fc.oneof(text, fc.constantFrom('sluice', 'admin@example.com', 'correct horse', 'administrator', 60, true)),
      ),
      { maxLength: 6 },
    )
    .map((members) => Object.fromEntries(members))
  return outer
    .filter(({ role }) => role !== 'internal')
    .flatMap(({ method, path }) =>
      (method === 'ALL' ? ['GET', 'PUT', 'PATCH', 'DELETE', 'POST'] : [method]).map((verb) => ({
        method: verb,
        path: path
          .replace(/:\w+\{[^}]*\}/g, 'resourceGroups')
          .replace(/:(\w+)/g, '{$1}')
          .replace('*', '{rest}'),
        body: fc.oneof(account, asIs),
      })),
    )
    .concat(
      [
        '/apis',
        '/apis/echo-api',
        '/products',
        '/products/starter/apis',
        '/users/1',
        '/users/1/subscriptions/a',
        '/settings/public',
      ].flatMap((path) => ['GET', 'PUT', 'PATCH'].map((method) => ({ method, path: `/developer${path}`, body: asIs }))),
      ['GET', 'PUT', 'PATCH', 'HEAD'].map((method) => ({ method, path: '{base}/{serviceName}', body: asIs })),
    )
}

const identifiers = [
  'a',
  'b',
  'c-1',
  'echo-api',
  'starter',
  'unlimited',
  '1',
  'master',
  'developers',
  'policy',
  'signin',
  'applicationinsights',
  'aad',
  'delegation',
  'signup',
  'access',
  'BCC',
  'NewIssuePublisherNotificationMessage',
  'ConfirmSignUpIdentityDefault',
  'default',
  'someone@example.com',
]

/** One that is mostly taken, and most often that of what was there from the beginning. */
function identifierOf(contract: z.ZodType | undefined): fc.Arbitrary<string> {
  const taken = identifiers.filter((value) => contract === undefined || contract.safeParse(value).success)
  return fc.oneof(
    ...(taken.length === 0 ? [] : [{ weight: 20, arbitrary: fc.constant(taken[0] ?? '') }]),
    ...(taken.length === 0 ? [] : [{ weight: 10, arbitrary: fc.constantFrom(...taken) }]),
    { weight: 1, arbitrary: fc.constantFrom(...nastyTexts, 'a;rev=2', 'a;rev=__proto__', 'A') },
  )
}

/** As some part of an address; lone surrogates cannot be written there. */
const encode = (value: string) => encodeURIComponent(value.toWellFormed())

const queryNames = [
  '$filter',
  '$top',
  '$skip',
  '$orderby',
  '$skiptoken',
  'export',
  'format',
  'notify',
  'deleteSubscriptions',
  'deleteRevisions',
  'expandGroups',
  'expandApiVersionSet',
  'includeNotTaggedApis',
  'tags',
  'import',
  'service',
  'state',
  'from',
  'to',
  'resource',
  'scope',
  'returnUrl',
  'token',
  'api-version',
  '__proto__',
]

const query = fc
  .tuple(
    fc.oneof(
      { weight: 30, arbitrary: fc.constant('api-version=2024-05-01') },
      fc.constantFrom('', 'api-version=', 'api-version=1'),
    ),
    fc.array(fc.tuple(fc.constantFrom(...queryNames), text), { maxLength: 2 }),
    fc.constantFrom('', '', '', '', '&%', '&%ff=%zz', '&=', '#x'),
  )
  .map(
    ([version, more, end]) =>
      `${[version, ...more.map(([key, value]) => `${encode(key)}=${encode(value)}`)].filter((part) => part !== '').join('&')}${end}`,
  )

const headers = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        'If-Match',
        'If-None-Match',
        'Content-Type',
        'Accept',
        'Cookie',
        'X-CSRF-Token',
        'Origin',
        'X-Forwarded-For',
        'X-HTTP-Method-Override',
        'Accept-Language',
      ),
      fc.oneof(
        fc.constantFrom(
          '*',
          '"a"',
          'W/"a"',
          'application/json',
          'text/xml',
          '__proto__',
          'sluice-session=aa',
          '%00',
          'a'.repeat(8_000),
        ),
        fc.string({ maxLength: 10 }),
      ),
    ),
    { maxLength: 3 },
  )
  .map((sent) => sent.filter(([, value]) => /^[\x21-\x7e]*$/.test(value)))

const chosenMethod = (method: string) =>
  fc.oneof(
    { weight: 150, arbitrary: fc.constant(method) },
    fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'),
  )

function toRequest(target: Target): fc.Arbitrary<FuzzedRequest> {
  const names = [...target.path.matchAll(/\{(?!base\})(\w+)\}/g)].map(([, name = '']) => name)
  const written = fc.oneof(
    { weight: 200, arbitrary: target.body.map((value) => JSON.stringify(value)) },
    fc.constantFrom('', '{', 'null', '[]', '{"properties":', '\u0000', '{"a":1}x', `${'['.repeat(20_000)}`),
  )
  return fc
    .record({
      method: chosenMethod(target.method),
      ids: fc.tuple(...names.map((name) => identifierOf(target.identifiers?.[name]))),
      query,
      headers,
      // A change without an entity tag stops early, and so does with one what makes something new.
      hasMatch: fc.constantFrom(...(target.method === 'PUT' ? [true, false, false, false] : [true, true, true, false])),
      written,
    })
    .map(({ method, ids, query: asked, headers: sent, hasMatch, written: body }) => {
      let at = 0
      const path = target.path.replace(/\{(?!base\})\w+\}/g, () => encode(ids[at++] ?? ''))
      return {
        method,
        path: `${path}?${asked}`,
        headers: [...(hasMatch ? [['If-Match', '*'] as const] : []), ...sent],
        body: method === 'GET' || method === 'HEAD' ? undefined : body,
      }
    })
}

/** Requests for everything that is declared, in no order. */
export const requestsTo = (outer: Management['routes']): fc.Arbitrary<FuzzedRequest> =>
  fc.oneof(...[...declaredTargets(), ...outerTargets(outer)].map(toRequest))
