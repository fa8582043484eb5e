/** For threads that check bodies in XML: loads nothing else of the gateway. */
export { answerXmlChecks } from './schemas/xml/answer-xml-checks.ts'
