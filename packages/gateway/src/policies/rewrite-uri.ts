import type { OperationProperties } from '@sluice/contracts'
import { AppError } from '@sluice/contracts/errors'
import { policyScopes } from '@sluice/policy-language'
import { boolean, text } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { mapValue } from '../pipeline/value.ts'
import { foldCase } from '../routing/fold-case.ts'
import { decodeFormText } from '../routing/query-string.ts'

/**
 * Asks the backend for another path and query than the caller named. Parameters of the operation's URL template may be
 * used; query parameters that the template does not name are copied unless `copy-unmatched-params` is false.
 * @see reference: API Management, 2.4
 */
export const rewriteUri = definePolicy({
  name: 'rewrite-uri',
  summary: 'Asks the backend for another path and query than the caller named.',
  category: 'Transformation',
  snippet: '<rewrite-uri template="/items" />',
  sections: ['inbound'],
  scopes: policyScopes,
  attributes: {
    template: text('Path and query for the backend; parameters of the URL template in braces.', {
      isTrimmed: true,
      pattern: { expression: '(?:[^\\s{}#]|\\{\\*?[^\\s{}/?&#]+\\})+', meaning: 'a path such as /put/{id}?k={value}' },
    }).orExpression(),
    'copy-unmatched-params': boolean('Whether query parameters that the URL template does not name are passed on.')
      .orExpression()
      .default(true),
  },
  compile(settings) {
    const template = mapValue(settings.template, parseTemplate)
    const copiesOf = settings['copy-unmatched-params']
    return (context) => {
      const { path, query } = template(context)
      const written = query === undefined ? undefined : fill(query, context, encodeURIComponent)
      const copied = copiesOf(context) ? unmatchedParameters(context) : []
      const all = [...(written === undefined ? [] : [written]), ...copied]
      context.request.path = fill(path, context, encodeURIComponent)
      context.request.query = all.length === 0 ? '' : `?${all.join('&')}`
    }
  },
})

type Piece = { readonly literal: string } | { readonly parameter: string; readonly isRest: boolean }

interface RewriteTemplate {
  readonly path: readonly Piece[]
  readonly query: readonly Piece[] | undefined
}

function parseTemplate(template: string): RewriteTemplate {
  const mark = template.indexOf('?')
  const path = mark < 0 ? template : template.slice(0, mark)
  return {
    path: toPieces(path.startsWith('/') ? path : `/${path}`),
    query: mark < 0 || mark === template.length - 1 ? undefined : toPieces(template.slice(mark + 1)),
  }
}

/** Splitting at a capture gives literals at even places and parameters at odd ones. */
function toPieces(text: string): readonly Piece[] {
  return text
    .split(/\{(\*?[^{}]+)\}/)
    .map(
      (part, i): Piece =>
        i % 2 === 0 ? { literal: part } : { parameter: part.replace(/^\*/, ''), isRest: part.startsWith('*') },
    )
}

function fill(pieces: readonly Piece[], context: CallContext, encode: (value: string) => string): string {
  let filled = ''
  for (const piece of pieces) {
    if ('literal' in piece) {
      filled += piece.literal
      continue
    }
    const value = context.matchedParameters.get(piece.parameter)
    if (value === undefined) throw new AppError('RewriteParameterMissing', { parameter: piece.parameter })
    // A parameter that stands for the rest of a path keeps its slashes.
    const isRest = piece.isRest || context.operation?.properties.urlTemplate.includes(`{*${piece.parameter}}`)
    filled += isRest ? value.split('/').map(encode).join('/') : encode(value)
  }
  return filled
}

/** The caller's query parameters, as they were written, that the operation's template does not name. */
function unmatchedParameters({ request, operation }: CallContext): readonly string[] {
  if (request.query.length < 2) return []
  const matched = operation === undefined ? noNames : templateQueryNames(operation.properties)
  return request.query
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !matched.has(foldCase(decodeFormText(part.split('=', 1)[0] ?? ''))))
}

const noNames: ReadonlySet<string> = new Set()
const namesOfOperation = new WeakMap<OperationProperties, ReadonlySet<string>>()

function templateQueryNames(operation: OperationProperties): ReadonlySet<string> {
  let names = namesOfOperation.get(operation)
  if (names === undefined) {
    const mark = operation.urlTemplate.indexOf('?')
    const query = mark < 0 ? [] : operation.urlTemplate.slice(mark + 1).split('&')
    names = new Set(query.map((part) => foldCase(decodeFormText(part.split('=', 1)[0] ?? ''))))
    namesOfOperation.set(operation, names)
  }
  return names
}
