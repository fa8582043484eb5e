import { AppError } from '@sluice/contracts/errors'

/** A line of a text that begins somewhere in a file. */
export interface LineInFile {
  /** As the user named it. */
  readonly file: string
  readonly line: number
}

/** The fault of a line. @param reason one sentence */
export const invalidLine = ({ file, line }: LineInFile, reason: string): AppError =>
  new AppError('ActFileInvalid', { file, line, reason })
