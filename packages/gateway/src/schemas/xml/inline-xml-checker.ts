import { createXmlCheck } from './check-xml.ts'
import { loadLibXml } from './compile-xml-schemas.ts'
import type { XmlCheck, XmlSchemaChecker, XmlVerdict } from './xml-schema-checker.ts'

/** Checks on the thread of the caller, for programs that serve nobody else meanwhile. The library is loaded when it is needed. */
export function createInlineXmlChecker(): XmlSchemaChecker {
  let check: Promise<(check: XmlCheck) => XmlVerdict> | undefined
  return {
    async check(asked) {
      check ??= loadLibXml().then(createXmlCheck)
      return (await check)(asked)
    },
  }
}
