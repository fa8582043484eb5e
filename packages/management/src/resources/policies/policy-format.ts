import { AppError } from '@sluice/contracts'
import type { ViewContext } from '../../arm/define-resource.ts'
import type { PolicyText } from './policy-texts.ts'

/** The format that an answer is asked for in. @throws AppError `InvalidQueryParameter` */
export function readPolicyFormat(query: URLSearchParams): PolicyText['format'] {
  const wanted = query.get('format') ?? 'xml'
  if (wanted === 'xml' || wanted === 'rawxml') return wanted
  throw new AppError('InvalidQueryParameter', { name: 'format', reason: `'${wanted}' is neither xml nor rawxml.` })
}

/** The text in the format that the query asks for. @throws AppError `InvalidQueryParameter` */
export function showPolicyText({ value, format }: PolicyText, { environment, query }: ViewContext): PolicyText {
  const wanted = readPolicyFormat(query)
  return { format: wanted, value: format === wanted ? value : environment.convertPolicy(value, format, wanted) }
}
