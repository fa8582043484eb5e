import { type NumberBuffer, roundBuffer } from './number-buffer.ts'

/** What the placeholders of one section ask for. Positions count digit placeholders from the left. */
interface SectionPlan {
  readonly digitCount: number
  readonly pointAt: number
  readonly firstZero: number
  readonly lastZero: number
  readonly isGrouped: boolean
  readonly isScientific: boolean
  readonly scaleChange: number
}

/**
 * A number by a custom format: `0 # . , % ‰ E0`, quoted and escaped text, and up to three sections.
 * @see https://learn.microsoft.com/dotnet/standard/base-types/custom-numeric-format-strings
 */
export function formatCustomNumber(number: NumberBuffer, format: string): string {
  const sections = splitSections(format)
  let section = pickSection(sections, number.digits === '' ? 2 : number.isNegative ? 1 : 0)
  let plan = planSection(sections[section] ?? '')
  let buffer = number
  if (number.digits === '') {
    buffer = { ...number, isNegative: false, scale: 0 }
  } else {
    const moved = { ...number, scale: number.scale + plan.scaleChange }
    buffer = roundBuffer(moved, plan.isScientific ? plan.digitCount : moved.scale + plan.digitCount - plan.pointAt)
    if (buffer.digits === '') {
      // What rounds to zero is shown as zero is.
      section = pickSection(sections, 2)
      plan = planSection(sections[section] ?? '')
      buffer = { ...buffer, isNegative: false }
    }
  }
  const text = printSection(buffer, sections[section] ?? '', plan)
  return buffer.isNegative && section === 0 ? `-${text}` : text
}

/** An absent or empty second or third section falls back to the first. */
function pickSection(sections: readonly string[], wanted: number): number {
  return sections[wanted] ? wanted : 0
}

function splitSections(format: string): string[] {
  const sections = ['']
  for (const { text, isSpecial } of symbols(format)) {
    if (isSpecial && text === ';') sections.push('')
    else sections[sections.length - 1] += text
  }
  return sections
}

/** The format in symbols: quoted and escaped text is one symbol each, with its quotes. */
function* symbols(format: string): Generator<{ text: string; isSpecial: boolean; at: number }> {
  for (let at = 0; at < format.length; at++) {
    const character = format[at] ?? ''
    const start = at
    if (character === '\\') at++
    else if (character === "'" || character === '"') {
      const end = format.indexOf(character, at + 1)
      at = end === -1 ? format.length - 1 : end
    }
    yield { text: format.slice(start, at + 1), isSpecial: at === start && character !== '\\', at: start }
  }
}

const exponentPattern = /^[Ee](?:[+-]?)0+/

function planSection(section: string): SectionPlan {
  const exponentAt = findExponent(section)
  if (exponentAt >= 0) {
    // The zeros of the exponent are not places of the number.
    const length = exponentPattern.exec(section.slice(exponentAt))?.[0].length ?? 0
    const places = planSection(section.slice(0, exponentAt) + section.slice(exponentAt + length))
    return { ...places, isScientific: true, isGrouped: false }
  }
  let digitCount = 0
  let pointAt = -1
  let firstZero = Number.MAX_SAFE_INTEGER
  let lastZero = 0
  let commaAt = -1
  let commas = 0
  let isGrouped = false
  let scaleChange = 0
  for (const { text, isSpecial } of symbols(section)) {
    if (!isSpecial) continue
    if (text === '0' || text === '#') {
      if (text === '0') {
        firstZero = Math.min(firstZero, digitCount)
        lastZero = digitCount + 1
      }
      digitCount++
    } else if (text === '.') {
      if (pointAt < 0) pointAt = digitCount
    } else if (text === ',') {
      if (digitCount === 0 || pointAt >= 0) continue
      if (commaAt === digitCount) commas++
      else {
        if (commaAt >= 0) isGrouped = true
        commaAt = digitCount
        commas = 1
      }
    } else if (text === '%') scaleChange += 2
    else if (text === '‰') scaleChange += 3
  }
  if (pointAt < 0) pointAt = digitCount
  if (commaAt >= 0) {
    // Commas right before the point divide by a thousand each; others group.
    if (commaAt === pointAt) scaleChange -= commas * 3
    else isGrouped = true
  }
  return { digitCount, pointAt, firstZero, lastZero, isGrouped, isScientific: false, scaleChange }
}

function findExponent(section: string): number {
  for (const { text, isSpecial, at } of symbols(section)) {
    if (isSpecial && (text === 'E' || text === 'e') && exponentPattern.test(section.slice(at))) return at
  }
  return -1
}

function printSection(number: NumberBuffer, section: string, plan: SectionPlan): string {
  const zerosBefore = plan.firstZero < plan.pointAt ? plan.pointAt - plan.firstZero : 0
  const zerosAfter = plan.lastZero > plan.pointAt ? plan.pointAt - plan.lastZero : 0
  let place = plan.isScientific ? plan.pointAt : Math.max(number.scale, plan.pointAt)
  let pending = plan.isScientific ? 0 : number.scale - plan.pointAt
  let digitAt = 0
  let text = ''
  let hasPoint = false
  let exponentEnd = -1

  const put = (digit: string) => {
    text += digit
    if (plan.isGrouped && place > 1 && (place - 1) % 3 === 0) text += ','
  }
  for (const { text: symbol, isSpecial, at } of symbols(section)) {
    if (at < exponentEnd) continue
    if (!isSpecial) {
      text += literalOf(symbol)
      continue
    }
    if (pending > 0 && (symbol === '0' || symbol === '#' || symbol === '.')) {
      // The number has more whole digits than the format has places: they stand before the first place.
      for (; pending > 0; pending--, place--) put(number.digits[digitAt++] ?? '0')
    }
    if (symbol === '0' || symbol === '#') {
      let digit = ''
      if (pending < 0) {
        pending++
        digit = place <= zerosBefore ? '0' : ''
      } else {
        digit = number.digits[digitAt] ?? (place > zerosAfter ? '0' : '')
        if (digitAt < number.digits.length) digitAt++
      }
      if (digit !== '') put(digit)
      place--
    } else if (symbol === '.') {
      if (place !== 0 || hasPoint) continue
      if (zerosAfter < 0 || (plan.pointAt < plan.digitCount && digitAt < number.digits.length)) {
        text += '.'
        hasPoint = true
      }
    } else if (symbol === ',') {
      // Grouping and division are in the plan.
    } else {
      const exponent = symbol === 'E' || symbol === 'e' ? exponentPattern.exec(section.slice(at))?.[0] : undefined
      if (exponent === undefined) text += symbol
      else {
        text += printExponent(number, plan, exponent)
        exponentEnd = at + exponent.length
      }
    }
  }
  return text
}

function printExponent(number: NumberBuffer, plan: SectionPlan, exponent: string): string {
  const power = number.digits === '' ? 0 : number.scale - plan.pointAt
  const zeros = Math.min(10, (exponent.match(/0/g) ?? []).length)
  const sign = power < 0 ? '-' : exponent[1] === '+' ? '+' : ''
  return `${exponent[0]}${sign}${Math.abs(power).toString().padStart(zeros, '0')}`
}

function literalOf(symbol: string): string {
  if (symbol.startsWith('\\')) return symbol.slice(1)
  const quote = symbol[0]
  return symbol.endsWith(quote ?? '') && symbol.length > 1 ? symbol.slice(1, -1) : symbol.slice(1)
}
