import { AppError } from '@sluice/contracts/errors'

/** Bytes from `start` to before `end`. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * The part that `x-ms-range` or `Range` asks for; the first goes before the second.
 * @returns undefined where the whole is asked for
 * @throws AppError `InvalidRange`, `InvalidHeaderValue`
 */
export function readRange(header: (name: string) => string | undefined, size: number): ByteRange | undefined {
  const name = header('x-ms-range') === undefined ? 'range' : 'x-ms-range'
  const value = header(name)
  if (value === undefined || value === '') return undefined
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(value.replaceAll(' ', '')) ?? []
  if (first === '') {
    // The last bytes; anything else is no range of the protocol.
    if (last === '' || name === 'x-ms-range') throw new AppError('InvalidHeaderValue', { header: name, value })
    if (Number(last) === 0 || size === 0) throw new AppError('InvalidRange', { size })
    return { start: Math.max(0, size - Number(last)), end: size }
  }
  const start = Number(first)
  const end = last === '' ? size : Math.min(size, Number(last) + 1)
  if (last !== '' && Number(last) < start) throw new AppError('InvalidHeaderValue', { header: name, value })
  if (start >= size) throw new AppError('InvalidRange', { size })
  return { start, end }
}
