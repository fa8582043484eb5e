import type { ReferenceNode, TemplateFault } from './template-tree.ts'

/** A place in a template that moves on. */
export interface TemplateReader {
  readonly text: string
  position: number
}

/** A fault that ends the reading of one directive. */
export class TemplateSyntaxError extends Error {
  readonly position: number

  constructor(message: string, position: number) {
    super(message)
    this.position = position
  }
}

const name = '[A-Za-z][\\w-]*'
const plainReference = new RegExp(`\\$(!?)(${name}(?:\\.${name})*)`, 'y')
const bracedReference = new RegExp(`\\$(!?)\\{(${name}(?:\\.${name})*)\\}`, 'y')

/** The reference that begins here, if one does. */
export function readReference(reader: TemplateReader): ReferenceNode | undefined {
  for (const form of [bracedReference, plainReference]) {
    form.lastIndex = reader.position
    const match = form.exec(reader.text)
    if (match === null) continue
    reader.position = form.lastIndex
    const [text, quiet, path = ''] = match
    return { kind: 'reference', path: path.split('.'), text, isQuiet: quiet === '!' }
  }
  return undefined
}

export function skipSpace(reader: TemplateReader): void {
  while (/\s/.test(reader.text.charAt(reader.position))) reader.position += 1
}

/** Goes on when this stands here. */
export function take(reader: TemplateReader, expected: string): boolean {
  if (!reader.text.startsWith(expected, reader.position)) return false
  reader.position += expected.length
  return true
}

/** Line and column of a position, both from 1. */
export function toFault(text: string, { message, position }: TemplateSyntaxError): TemplateFault {
  const before = text.slice(0, position)
  const lines = before.split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, message }
}
