import { describe, expect, it } from 'vitest'
import { decodeQuestions, encodeQuestions } from './question-bytes.ts'

const questions = [
  { id: 'a', expiresAtMs: 5, vector: Float32Array.of(0.5, -1, 0.25) },
  { id: 'b', expiresAtMs: 7, vector: Float32Array.of(1) },
]

describe('questions as bytes', () => {
  it('read as what they were', () => {
    expect(decodeQuestions(encodeQuestions(questions))).toEqual(questions)
    expect(decodeQuestions(encodeQuestions([]))).toEqual([])
  })

  it('are none where somebody else wrote, or not to the end', () => {
    const bytes = encodeQuestions(questions)
    for (const wrong of [bytes.subarray(0, 3), bytes.subarray(0, 10), bytes.subarray(0, -1)]) {
      expect(decodeQuestions(wrong)).toEqual([])
    }
    for (const text of ['{}', '[["a",1]]', 'no']) {
      const preface = Buffer.from(text)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(preface.length)
      expect(decodeQuestions(Buffer.concat([length, preface]))).toEqual([])
    }
  })
})
