import { findQueryValue } from './query-string.ts'

/** What of a call names its SOAP action. */
interface SoapCall {
  header(lowerCaseName: string): string | undefined
}

const foldedName = 'soapaction'

/**
 * The query by which a call to a SOAP API is matched: where the caller's own has no `soapAction`, it has the one of the
 * header `SOAPAction` (SOAP 1.1) or of the parameter `action` of the content type (SOAP 1.2).
 * @param query with its `?`, or empty
 * @see reference: API Management, 2.3; SOAP 1.1, 6.1.1; RFC 3902
 */
export function withSoapAction(call: SoapCall, query: string): string {
  if (findQueryValue(query, foldedName)) return query
  const action = unquote(call.header('soapaction') ?? '') || actionOfContentType(call.header('content-type') ?? '')
  if (action === '') return query
  // In front, because of several parameters of one name the first counts, and theirs may be empty.
  const rest = query.length > 1 ? `&${query.slice(1)}` : ''
  return `?soapAction=${encodeURIComponent(action)}${rest}`
}

/** The form `/soapAction={any}` says the same as `/?soapAction={any}`. */
export const toSoapTemplate = (urlTemplate: string): string => urlTemplate.replace(/^\/?(?=soapAction=)/i, '/?')

const mayHaveAction = /^\s*(?:application\/soap\+xml|multipart\/related)\s*;/i
const parameter = /;\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)/g

function actionOfContentType(contentType: string): string {
  if (!mayHaveAction.test(contentType)) return ''
  for (const { 1: name, 2: value } of contentType.matchAll(parameter)) {
    if (name?.toLowerCase() === 'action') return unquote(value ?? '')
  }
  return ''
}

function unquote(text: string): string {
  const trimmed = text.trim()
  const isQuoted = trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"')
  return isQuoted ? trimmed.slice(1, -1).replaceAll(/\\(.)/g, '$1').trim() : trimmed
}
