import type { ColumnType } from '@sluice/contracts'
import { parseNumber } from '../table/number-text.ts'

/** The types that a text file can have without saying so; times are texts until Edit Metadata reads them. */
export type GuessedType = Extract<ColumnType, 'Int32' | 'Int64' | 'Double' | 'Boolean' | 'String'>

export interface TypeGuess {
  /** Takes the next cell of the column into account. */
  see(text: string): void
  /** What fits all cells so far; String where none had a value. */
  readonly type: GuessedType
}

const numericTypes: readonly GuessedType[] = ['Int32', 'Int64', 'Double']

/**
 * Finds the type of a column from the texts of its cells: whole numbers are Int32, or Int64 where one needs it, other
 * numbers Double, `true` and `false` Boolean, all else String. Blanks and `NaN` are missing and say nothing.
 * @see reference: AzureML, 4.2
 */
export function createTypeGuess(): TypeGuess {
  let guess: GuessedType | undefined
  return {
    see(text) {
      if (guess === 'String') return
      const type = typeOfText(text)
      if (type === undefined || type === guess) return
      if (guess === undefined) guess = type
      else if (!numericTypes.includes(type) || !numericTypes.includes(guess)) guess = 'String'
      else if (numericTypes.indexOf(type) > numericTypes.indexOf(guess)) guess = type
    },
    get type() {
      return guess ?? 'String'
    },
  }
}

/** @returns undefined when the text is a missing value in any column that is not of texts */
export function typeOfText(text: string): GuessedType | undefined {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed === 'NaN') return undefined
  if (/^[+-]?\d+$/.test(trimmed)) return typeOfWhole(trimmed)
  if (parseNumber(trimmed) !== undefined) return 'Double'
  return /^(true|false)$/i.test(trimmed) ? 'Boolean' : 'String'
}

function typeOfWhole(digits: string): GuessedType {
  const value = Number(digits)
  if (value >= -(2 ** 31) && value < 2 ** 31) return 'Int32'
  const exact = BigInt(digits.replace('+', ''))
  return BigInt.asIntN(64, exact) === exact ? 'Int64' : 'Double'
}
