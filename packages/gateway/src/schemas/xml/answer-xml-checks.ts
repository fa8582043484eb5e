import type { MessagePort } from 'node:worker_threads'
import { createXmlCheck } from './check-xml.ts'
import { loadLibXml } from './compile-xml-schemas.ts'
import type { XmlCheck } from './xml-schema-checker.ts'

/** What the thread of `createThreadedXmlChecker` does: one verdict for each check, in order. */
export async function answerXmlChecks(port: MessagePort): Promise<void> {
  // Asked meanwhile, the port keeps what it gets until somebody listens.
  const check = createXmlCheck(await loadLibXml())
  port.on('message', (asked: XmlCheck) => port.postMessage(check(asked)))
}
