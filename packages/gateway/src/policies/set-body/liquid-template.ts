import { AppError } from '@sluice/contracts/errors'
import type { Objection } from '@sluice/policy-language'
import { Liquid, type Template } from 'liquidjs'
import { isXmlType, readBodyText } from '../../pipeline/body-text.ts'
import type { CallContext } from '../../pipeline/call-context.ts'
import type { TemplateInput } from '../set-body.ts'
import { bindBody } from './bind-body.ts'
import { bindContext } from './bind-context.ts'
import { registerFilters } from './liquid-filters.ts'

export interface LiquidOptions {
  /** Whether XML elements that are xsi:nil are null, not an empty text. */
  readonly nilIsNull: boolean
  readonly parsesDates: boolean
  readonly input: TemplateInput
  /** Variables as data of JSON. */
  readonly toPlain: (value: unknown) => unknown
}

/** Longest template and longest work of one, in the engine's own measures. */
const limits = { parseLimit: 1_000_000, renderLimit: 5_000, memoryLimit: 100_000_000 }

// Templates are given, never looked up: an empty set of partials keeps the engine away from files.
const engine = new Liquid({ ownPropertyOnly: true, strictFilters: true, templates: {}, timezoneOffset: 0, ...limits })
registerFilters(engine)

/**
 * A Liquid template as the function of a call: `body` is the request's or response's, as JSON or XML, `context` what
 * the compatible service shows of it.
 * @see https://learn.microsoft.com/azure/api-management/set-body-policy
 */
export function compileLiquid(source: string, options: LiquidOptions): (context: CallContext) => Promise<string> {
  const parsed = parse(source)
  // One that never names the body must not fail of it, be it neither JSON nor XML.
  const readsBody = /\bbody\b/.test(source)
  return async (context) => {
    if (parsed instanceof AppError) throw parsed
    const body = readsBody ? await readBody(context, options) : undefined
    try {
      return String(await engine.render(parsed, { body, context: bindContext(context, options.toPlain) }))
    } catch (error) {
      throw failure(error)
    }
  }
}

/**
 * What is wrong with a template, at the tag or output that it is wrong in. Only the first thing is told: the engine
 * stops there.
 */
export function judgeLiquid(source: string): readonly Objection[] {
  try {
    engine.parse(source)
    return []
  } catch (error) {
    return [{ what: 'The Liquid template cannot be read', ...explain(error, source) }]
  }
}

function explain(error: unknown, source: string): Pick<Objection, 'why' | 'mark'> {
  const { message } = error instanceof Error ? error : new Error(String(error))
  // The engine's own place counts from the beginning of the template.
  const why = message.replace(/, line:\d+, col:\d+$/, '')
  const begin = beginOf(error)
  if (begin === undefined) return { why }
  const opened = [...source.slice(0, begin + 2).matchAll(/\{[{%]/g)]
  const [characters] = opened.at(-1) ?? []
  if (characters === undefined) return { why }
  return { why, mark: { characters, occurrence: opened.filter(([one]) => one === characters).length - 1 } }
}

/** Where the piece of the template begins that an error of the engine is about. */
function beginOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('token' in error)) return undefined
  const { token } = error
  const begin = typeof token === 'object' && token !== null && 'begin' in token ? token.begin : undefined
  return typeof begin === 'number' ? begin : undefined
}

function parse(source: string): Template[] | AppError {
  try {
    return engine.parse(source)
  } catch (error) {
    return failure(error)
  }
}

const failure = (error: unknown): AppError =>
  new AppError(
    'BodyNotConvertible',
    { policy: 'set-body', reason: `the Liquid template fails (${error instanceof Error ? error.message : error})` },
    { cause: error },
  )

async function readBody(context: CallContext, { input, nilIsNull, parsesDates }: LiquidOptions): Promise<unknown> {
  if (input === 'nothing') return undefined
  const message = input === 'request' ? context.request : context.response
  const text = await readBodyText(message, 'set-body')
  if (text === undefined || text.trim() === '') return undefined
  const isXml = isXmlType(message.headers.get('Content-Type'))
  return bindBody(text, { isXml, nilIsNull, parsesDates })
}
