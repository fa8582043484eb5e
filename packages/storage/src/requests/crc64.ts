/** The reflected polynomial of the protocol's CRC-64 in two halves. */
const polynomialHigh = 0x9a6c9329
const polynomialLow = 0xac4bc9b5

const [high, low] = makeTables()

/** CRC-64/NVME, the checksum of `x-ms-content-crc64`. */
export class Crc64 {
  #high = 0xffffffff
  #low = 0xffffffff

  update(bytes: Uint8Array): void {
    let h = this.#high
    let l = this.#low
    for (let at = 0; at < bytes.length; at += 1) {
      const index = (l ^ (bytes[at] as number)) & 0xff
      l = ((l >>> 8) | (h << 24)) ^ (low[index] as number)
      h = (h >>> 8) ^ (high[index] as number)
    }
    this.#high = h
    this.#low = l
  }

  /** Base64 of the eight bytes, least first. */
  digest(): string {
    const bytes = Buffer.alloc(8)
    bytes.writeUInt32LE(~this.#low >>> 0, 0)
    bytes.writeUInt32LE(~this.#high >>> 0, 4)
    return bytes.toString('base64')
  }
}

function makeTables(): [Uint32Array, Uint32Array] {
  const highs = new Uint32Array(256)
  const lows = new Uint32Array(256)
  for (let index = 0; index < 256; index += 1) {
    let h = 0
    let l = index
    for (let bit = 0; bit < 8; bit += 1) {
      const isOdd = (l & 1) === 1
      l = (l >>> 1) | (h << 31)
      h >>>= 1
      if (isOdd) {
        l ^= polynomialLow
        h ^= polynomialHigh
      }
    }
    highs[index] = h
    lows[index] = l
  }
  return [highs, lows]
}
