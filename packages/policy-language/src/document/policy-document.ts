import type { PolicyFormat, XmlValue } from '../xml/parse-xml.ts'
import type { XmlElement } from '../xml/xml-tree.ts'

export const sectionNames = ['inbound', 'backend', 'outbound', 'on-error'] as const
export type SectionName = (typeof sectionNames)[number]

/** Where a document applies, widest first. */
export const policyScopes = ['global', 'product', 'api', 'operation'] as const
export type PolicyScope = (typeof policyScopes)[number]

/** A well-formed policy document; its statements are not checked yet. Frozen, with everything in it. */
export interface PolicyDocument {
  readonly root: XmlElement
  /** Undefined = not written: the parent scope's section runs unchanged. */
  readonly sections: Readonly<Record<SectionName, XmlElement | undefined>>
  /** The text it was read from, which keeps comments and formatting. */
  readonly source: string
  readonly format: PolicyFormat
  readonly values: readonly XmlValue[]
}
