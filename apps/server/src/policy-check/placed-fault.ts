import type { Fault } from '@sluice/contracts'

/** Something wrong in a file, as editors and pipelines read it. */
export interface PlacedFault {
  /** As the user named it. */
  readonly file: string
  /** Both count from 1. */
  readonly line: number
  readonly column: number
  /** One sentence, without the place. */
  readonly message: string
}

/** @param firstLine on which line of the file the document begins */
export function placeFault({ target, message }: Fault, file: string, firstLine = 1): PlacedFault {
  const [line = 1, column = 1] = (target.match(/\d+/g) ?? []).map(Number)
  // The place stands before the sentence already.
  const withoutPlace = message.replace(` on ${target}: `, ': ').replace(/^Error: /, '')
  return { file, line: line + firstLine - 1, column, message: withoutPlace }
}

/** `file:line:column: sentence`, as compilers write it. */
export const showFault = ({ file, line, column, message }: PlacedFault): string =>
  `${file}:${line}:${column}: ${message}`
