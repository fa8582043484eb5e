/** Never the same twice in one store: the change, and the place of the write within it. */
export function entityTag(changeNumber: number, write: number): string {
  const bytes = Buffer.alloc(10)
  bytes.writeUIntBE(changeNumber, 0, 6)
  bytes.writeUInt32BE(write, 6)
  return bytes.toString('base64')
}
