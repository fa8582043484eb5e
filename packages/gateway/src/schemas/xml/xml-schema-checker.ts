/** One schema in XSD, at the address by which others may import it. */
export interface XmlSchemaText {
  readonly address: string
  readonly text: string
}

/** Schemas that belong together. */
export interface XmlSchemaSet {
  /** The same for the same texts. */
  readonly key: string
  /** Those whose elements a document may begin with. */
  readonly roots: readonly XmlSchemaText[]
  /** Those that the roots may import or include. */
  readonly others: readonly XmlSchemaText[]
}

export interface XmlCheck {
  readonly schemas: XmlSchemaSet
  readonly text: string
  /** What must fit: the document, or what stands in the body of a SOAP envelope. */
  readonly part: 'document' | 'soap-body'
}

export interface XmlFault {
  readonly message: string
  /** Counted from 1. */
  readonly line: number
}

export type XmlVerdict =
  | { readonly kind: 'checked'; readonly faults: readonly XmlFault[] }
  /** The text is not what it was said to be; a sentence without full stop. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** The schemas cannot be used, or took too long. */
  | { readonly kind: 'unusable'; readonly reason: string }

/** Checks XML against schemas. Nothing outside of what it is handed is ever read. Never rejects. */
export interface XmlSchemaChecker {
  check(check: XmlCheck): Promise<XmlVerdict>
}
