import type { TextPlace } from './json-fault.ts'

/** The first thing that keeps a text from being XML. */
export interface XmlFault extends TextPlace {
  readonly reason: string
}

/** Where a text stops being well-formed XML; undefined = nowhere. */
export async function findXmlFault(text: string): Promise<XmlFault | undefined> {
  const { SaxesParser } = await import('saxes')
  const parser = new SaxesParser({ xmlns: true })
  let fault: XmlFault | undefined
  parser.on('error', ({ message }) => {
    fault ??= {
      line: parser.line,
      column: Math.max(parser.columnIndex, 1),
      reason: message.replace(/^[\d:.]+\s*/, '').replace(/\.$/, ''),
    }
  })
  parser.write(text).close()
  return fault
}
