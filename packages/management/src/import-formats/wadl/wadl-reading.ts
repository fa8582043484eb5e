import type { Fault } from '@sluice/contracts'
import type { ImportOptions } from '../imported-api.ts'
import type { NoteList } from '../note-list.ts'
import type { XmlElement } from '../syntax/read-xml.ts'

/** Id of the schema that holds the grammars of a WADL. */
export const grammarsId = 'grammars'

/** What reading one WADL needs everywhere. */
export interface WadlReading {
  readonly text: string
  readonly options: ImportOptions
  readonly faults: Fault[]
  readonly notes: NoteList
  readonly hasGrammars: boolean
  report(element: XmlElement, message: string): void
  /** The element itself or, for one with `href`, what that refers to inside the document. */
  resolve(element: XmlElement): XmlElement
}
