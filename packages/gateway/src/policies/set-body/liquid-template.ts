import { AppError } from '@sluice/contracts/errors'
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
  return async (context) => {
    if (parsed instanceof AppError) throw parsed
    const body = await readBody(context, options)
    try {
      return String(await engine.render(parsed, { body, context: bindContext(context, options.toPlain) }))
    } catch (error) {
      throw failure(error)
    }
  }
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
