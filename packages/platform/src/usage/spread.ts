import type { Spread } from '@sluice/contracts'

const version = 1

/** Version, then each list as its number of keys, and for each the distance to the key before and the calls, all of 7 bits a byte. */
export function packSpread(spread: Spread): Uint8Array {
  const bytes: number[] = [version]
  const write = (value: number) => {
    let rest = value
    while (rest >= 128) {
      bytes.push((rest % 128) + 128)
      rest = Math.floor(rest / 128)
    }
    bytes.push(rest)
  }
  for (const list of [spread.statuses, spread.api, spread.service]) {
    write(list.length / 2)
    let last = 0
    for (let index = 0; index < list.length; index += 2) {
      const key = list[index] ?? 0
      write(key - last)
      write(list[index + 1] ?? 0)
      last = key
    }
  }
  return Uint8Array.from(bytes)
}

/** @throws Error when the bytes are of a newer program */
export function unpackSpread(bytes: Uint8Array): Spread {
  if (bytes[0] !== version) throw new Error(`A spread of version ${bytes[0]} cannot be read.`)
  let at = 1
  const read = () => {
    let value = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++]
      if (byte === undefined) throw new Error('A spread ends too early.')
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
  }
  const readList = () => {
    const list: number[] = []
    let key = 0
    for (let left = read(); left > 0; left -= 1) {
      key += read()
      list.push(key, read())
    }
    return list
  }
  return { statuses: readList(), api: readList(), service: readList() }
}
