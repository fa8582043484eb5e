import { readDefinitions } from '@sluice/policy-language'
import fc from 'fast-check'
import { readPolicy } from '../../../../packages/gateway/src/pipeline/policy-documents.ts'
import { parsePolicyDocument } from '../../../../packages/policy-language/src/document/parse-policy-document.ts'
import { writePolicyDocument } from '../../../../packages/policy-language/src/document/write-policy-document.ts'
import { changedText } from './changed-text.ts'
import type { FuzzTarget } from './fuzz-target.ts'
import { policyWords, seedDocuments } from './seed-documents.ts'

const nothingStored = readDefinitions({ namedValues: new Map(), fragments: new Map() })
const formats = ['xml', 'rawxml'] as const

/** One thing in itself, many times over. */
const nested = fc
  .tuple(fc.constantFrom('<choose><otherwise>', '<wait>', '<a>', '<![CDATA[', '<!--', '@(', '<a b="@{'), fc.nat(3_000))
  .map(([open, times]) => `<policies><inbound>${open.repeat(times)}`)

/** The reader and the checks of policy documents. */
export const policyParser: FuzzTarget = {
  title: 'the parser and the checks of policy documents',
  texts: fc.oneof(
    { weight: 6, arbitrary: changedText(seedDocuments, policyWords) },
    {
      weight: 2,
      arbitrary: fc
        .array(fc.constantFrom(...policyWords), { maxLength: 40 })
        .map((words) => `<policies><inbound>${words.join(' ')}</inbound></policies>`),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 400 }) },
    { weight: 1, arbitrary: nested },
  ),
  check(text) {
    const lines = text.split(/\r\n|\r|\n/)
    for (const format of formats) {
      const { document, faults } = readPolicy(text, format, 'global', nothingStored)
      if ((document === undefined) === (faults.length === 0)) throw new Error('It is neither taken nor refused.')
      for (const { target = '', message } of faults) {
        const [line = 0, column = 0] = (target.match(/\d+/g) ?? []).map(Number)
        const isInside = line >= 1 && line <= lines.length && column >= 1
        if (!isInside || column > (lines[line - 1] ?? '').length + 1) {
          throw new Error(`A fault stands outside of the text: ${target}: ${message}`)
        }
      }
      checkRoundTrip(text, format)
    }
  },
}

/** In its own format it is written as it came, and in the other one it says the same. */
function checkRoundTrip(text: string, format: (typeof formats)[number]): void {
  const { document } = parsePolicyDocument(text, format)
  if (document === undefined) return
  if (writePolicyDocument(document, format) !== text) throw new Error('What was not changed was written otherwise.')
  const other = format === 'xml' ? 'rawxml' : 'xml'
  const again = parsePolicyDocument(writePolicyDocument(document, other), other)
  if (again.document === undefined) throw new Error(`Written as ${other} it is refused: ${again.faults[0]?.message}`)
  const valuesOf = ({ values }: typeof document) => JSON.stringify(values.map(({ value }) => value))
  if (valuesOf(again.document) !== valuesOf(document)) throw new Error(`Written as ${other} it says something else.`)
}
