import { AppError } from '@sluice/contracts'
import type { ViewContext } from '../arm/define-resource.ts'
import type { PolicyText } from './policy-texts.ts'

/** The text in the format that the query asks for. @throws AppError `InvalidQueryParameter` */
export function showPolicyText({ value, format }: PolicyText, { environment, query }: ViewContext): PolicyText {
  const wanted = query.get('format') ?? 'xml'
  if (wanted !== 'xml' && wanted !== 'rawxml') {
    throw new AppError('InvalidQueryParameter', {
      name: 'format',
      reason: `'${wanted}' is neither xml nor rawxml.`,
    })
  }
  return { format: wanted, value: format === wanted ? value : environment.convertPolicy(value, format, wanted) }
}
