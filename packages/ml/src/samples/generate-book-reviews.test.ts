import { describe, expect, it } from 'vitest'
import { generateBookReviews } from './generate-book-reviews.ts'

describe('generated book reviews', () => {
  const reviews = generateBookReviews(2000)

  it('are the same each time', () => {
    expect(generateBookReviews(50)).toEqual(reviews.slice(0, 50))
  })

  it('have all ratings about as often, and texts that differ', () => {
    for (const rating of [1, 2, 3, 4, 5]) {
      expect(reviews.filter(([given]) => given === rating).length).toBeGreaterThan(300)
    }
    expect(new Set(reviews.map(([, text]) => text)).size).toBeGreaterThan(1900)
  })

  it('say mostly what their rating says', () => {
    const telling = (word: string) => {
      const ratings = reviews.filter(([, text]) => text.includes(word)).map(([rating]) => rating)
      return ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length
    }
    expect(telling('wonderful')).toBeGreaterThan(4)
    expect(telling('terrible')).toBeLessThan(2)
  })
})
