/** A question as a point among others, of length 1. */
export interface NumberedVector {
  /** Of its answer. */
  readonly id: string
  /** Wall clock, ms. */
  readonly expiresAtMs: number
  readonly vector: Float32Array
}

const lengthBytes = 4

/** Questions as one piece of bytes: length of a preface in JSON, the preface, then the numbers, four bytes each. */
export function encodeQuestions(questions: readonly NumberedVector[]): Uint8Array {
  const preface = questions.map(({ id, expiresAtMs, vector }) => [id, expiresAtMs, vector.length])
  const text = Buffer.from(JSON.stringify(preface))
  const numbers = questions.reduce((sum, { vector }) => sum + vector.length, 0)
  const whole = Buffer.alloc(lengthBytes + text.length + numbers * 4)
  whole.writeUInt32BE(text.length)
  whole.set(text, lengthBytes)
  let at = lengthBytes + text.length
  for (const { vector } of questions) for (const value of vector) at = whole.writeFloatLE(value, at)
  return whole
}

/** None for what somebody else wrote. */
export function decodeQuestions(bytes: Uint8Array): readonly NumberedVector[] {
  if (bytes.length < lengthBytes) return []
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let at = lengthBytes + whole.readUInt32BE()
  if (at > whole.length) return []
  const questions: NumberedVector[] = []
  for (const [id, expiresAtMs, length] of parsePreface(whole.subarray(lengthBytes, at).toString())) {
    if (at + length * 4 > whole.length) return []
    const vector = new Float32Array(length)
    for (let index = 0; index < length; index++) vector[index] = whole.readFloatLE(at + index * 4)
    at += length * 4
    questions.push({ id, expiresAtMs, vector })
  }
  return questions
}

type Numbered = readonly [id: string, expiresAtMs: number, length: number]

function parsePreface(text: string): readonly Numbered[] {
  let preface: unknown
  try {
    preface = JSON.parse(text)
  } catch {
    return []
  }
  return Array.isArray(preface) && preface.every(isNumbered) ? preface : []
}

const isNumbered = (one: unknown): one is Numbered =>
  Array.isArray(one) &&
  typeof one[0] === 'string' &&
  typeof one[1] === 'number' &&
  Number.isInteger(one[2]) &&
  one[2] >= 0
