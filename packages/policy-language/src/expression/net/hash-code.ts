/** `GetHashCode` of what has this key: the same for equal values, and for the same text in every run. */
export function hashOfKey(key: unknown): number {
  if (typeof key === 'number' && Number.isInteger(key)) return key | 0
  if (typeof key === 'boolean') return key ? 1 : 0
  if (typeof key === 'bigint') return Number(BigInt.asIntN(32, key ^ (key >> 32n)))
  if (typeof key !== 'string' && typeof key !== 'number') return 0
  const text = String(key)
  let hash = 5381
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 33) ^ text.charCodeAt(i)) | 0
  return hash
}
