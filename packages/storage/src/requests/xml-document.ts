import { createHash } from 'node:crypto'
import { AppError, isAppError } from '@sluice/contracts/errors'
import type { MessageBody } from '@sluice/platform'
import { SaxesParser } from 'saxes'

export interface XmlElement {
  readonly name: string
  readonly children: readonly XmlElement[]
  /** Of the element itself, white space at the ends left out. */
  readonly text: string
}

const deepest = 8

/**
 * Reads a body that is XML. Document types are refused, and with them every entity that could expand.
 * @param expectedMd5 base64
 * @throws AppError `InvalidXmlDocument`, `RequestBodyTooLarge`, `IncompleteBody`, `Md5Mismatch`
 */
export async function readXmlBody(
  body: MessageBody,
  maxBytes: number,
  expectedMd5: readonly string[] = [],
): Promise<XmlElement> {
  if (body.length !== undefined && body.length > maxBytes) throw new AppError('RequestBodyTooLarge', { maxBytes })
  const bytes = await body.bytes(maxBytes).catch((cause: unknown) => {
    const isTooLarge = isAppError(cause) && cause.code === 'RequestTooLarge'
    throw isTooLarge ? new AppError('RequestBodyTooLarge', { maxBytes }) : new AppError('IncompleteBody', {}, { cause })
  })
  if (expectedMd5.length > 0 && !expectedMd5.includes(createHash('md5').update(bytes).digest('base64'))) {
    throw new AppError('Md5Mismatch', {})
  }
  return parseXml(Buffer.from(bytes).toString('utf8'))
}

/** @throws AppError `InvalidXmlDocument` */
export function parseXml(text: string): XmlElement {
  const refuse = (reason: string): never => {
    throw new AppError('InvalidXmlDocument', { reason })
  }
  interface Open {
    name: string
    children: XmlElement[]
    text: string
  }
  const top: Open = { name: '', children: [], text: '' }
  const open: Open[] = [top]
  const parser = new SaxesParser()
  parser.on('doctype', () => refuse('Document types are not read.'))
  parser.on('error', (error) => refuse(error.message))
  parser.on('opentag', ({ name }) => {
    if (open.length > deepest) refuse('Its elements are nested too deeply.')
    const element: Open = { name, children: [], text: '' }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  const addText = (part: string) => {
    const element = open.at(-1)
    if (element !== undefined) element.text += part
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const element = open.pop()
    if (element !== undefined) element.text = element.text.trim()
  })
  parser.write(text.replace(/^\ufeff/, '')).close()
  return top.children[0] ?? refuse('It has no element.')
}

/** Text of the first child of this name. */
export const childText = (element: XmlElement, name: string): string | undefined =>
  element.children.find((child) => child.name === name)?.text
