import { type DefinitionFormat, formatOfAddress, formatOfText, toWireFormat } from './definition-format.ts'

/** Where the definition comes from, as it is chosen on the page. */
export interface DefinitionSource {
  readonly kind: 'file' | 'address' | 'text'
  /** Of the file and of the editor alike. */
  readonly text: string
  readonly fileName: string
  readonly address: string
  /** Undefined = found by itself. */
  readonly format: DefinitionFormat | undefined
  readonly wsdlService: string
  readonly wsdlEndpoint: string
}

export const emptySource: DefinitionSource = {
  kind: 'file',
  text: '',
  fileName: '',
  address: '',
  format: undefined,
  wsdlService: '',
  wsdlEndpoint: '',
}

export const isEmptySource = ({ kind, text, address }: DefinitionSource): boolean =>
  (kind === 'address' ? address : text.slice(0, 10_000)).trim() === ''

/** The format by what the source looks like. */
export const foundFormat = ({ kind, text, address }: DefinitionSource): DefinitionFormat | undefined =>
  kind === 'address' ? formatOfAddress(address) : formatOfText(text)

/** A definition as the server takes it with an API. */
export interface SentDefinition {
  readonly format: string
  readonly value: string
  readonly wsdlSelector?: { readonly wsdlServiceName: string; readonly wsdlEndpointName: string }
}

export function toSent(source: DefinitionSource): SentDefinition {
  const { kind, text, address, wsdlService, wsdlEndpoint } = source
  // What is not recognised is sent as what most definitions are; the server says what is wrong with it.
  const format = source.format ?? foundFormat(source) ?? 'openapi'
  const isLink = kind === 'address'
  const selector = { wsdlServiceName: wsdlService.trim(), wsdlEndpointName: wsdlEndpoint.trim() }
  return {
    format: toWireFormat(format, isLink),
    value: isLink ? address.trim() : text,
    ...(format === 'wsdl' && selector.wsdlServiceName !== '' ? { wsdlSelector: selector } : {}),
  }
}
