import { createSeededRandom } from '../algorithms/seeded-random.ts'

const subjects = [
  'the story',
  'the plot',
  'the ending',
  'the hero',
  'the writing',
  'the dialogue',
  'the first chapter',
  'the second half',
  'the translation',
  'the author',
  'the research',
  'the pacing',
  'the atmosphere',
  'the main character',
  'the villain',
  'the language',
  'the middle part',
  'the last page',
  'the advice',
  'the humour',
]
const books = [
  'this novel',
  'this book',
  'this thriller',
  'this biography',
  'this cookbook',
  'this collection of poems',
  'this mystery',
  'this travel guide',
  'this textbook',
  'this romance',
  'this history of the sea',
  'this children’s book',
  'this memoir',
]
const praise = [
  'wonderful',
  'gripping',
  'beautiful',
  'brilliant',
  'moving',
  'charming',
  'clever',
  'excellent',
  'delightful',
  'superb',
  'warm',
  'unforgettable',
  'fascinating',
  'honest',
  'perfect',
  'funny',
]
const blame = [
  'boring',
  'terrible',
  'disappointing',
  'confusing',
  'awful',
  'dull',
  'shallow',
  'predictable',
  'clumsy',
  'tedious',
  'poor',
  'annoying',
  'lifeless',
  'pointless',
  'dreadful',
  'sloppy',
]
const middling = ['decent', 'average', 'fine', 'acceptable', 'ordinary', 'uneven', 'readable', 'forgettable']
const goodEnds = [
  'I loved every page.',
  'I could not put it down.',
  'Highly recommended.',
  'I will read it again.',
  'I bought a copy for my sister.',
  'One of the best this year.',
  'It made my weekend.',
  'I want more from this author.',
]
const badEnds = [
  'I gave up halfway.',
  'A waste of money.',
  'I want my evening back.',
  'Do not bother.',
  'I could not finish it.',
  'I expected so much more.',
  'It went straight to the charity shop.',
  'Never again.',
]
const middlingEnds = [
  'It passes the time.',
  'Good for a train ride.',
  'I am glad that I borrowed it.',
  'Some will like it more than I did.',
  'I may try another by the same author.',
  'Not bad, not great.',
]
const fillers = [
  'I read it on holiday.',
  'My neighbour lent it to me.',
  'It has four hundred pages.',
  'The cover is green.',
  'It came in the post on Monday.',
  'We discussed it in our reading group.',
  'I bought it for the train.',
  'It is set in a small town.',
]

/**
 * More reviews in the manner of the sample, with a rating that the words tell most of the time: enough to train a
 * classifier on. The same for every call.
 */
export function generateBookReviews(count: number): [rating: number, text: string][] {
  const random = createSeededRandom(20_140_901)
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] as string
  /** The mood of one sentence: mostly that of the rating, now and then the other. */
  const word = (rating: number): string => {
    const mood = rating + (random() - 0.5) * 2.4
    return pick(mood < 2.5 ? blame : mood > 3.5 ? praise : middling)
  }
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
  const sentence = (rating: number): string => {
    switch (Math.floor(random() * 5)) {
      case 0:
        return `${capital(pick(subjects))} is ${word(rating)}.`
      case 1:
        return `I found ${pick(books)} ${word(rating)} and ${word(rating)}.`
      case 2:
        return `${capital(pick(books))} is ${word(rating)}, and ${pick(subjects)} is ${word(rating)}.`
      case 3:
        return `What a ${word(rating)} read!`
      default:
        return `${capital(pick(subjects))} felt ${word(rating)} to me.`
    }
  }
  return Array.from({ length: count }, () => {
    const rating = 1 + Math.floor(random() * 5)
    const sentences = Array.from({ length: 1 + Math.floor(random() * 3) }, () => sentence(rating))
    if (random() < 0.4) sentences.push(pick(fillers))
    if (random() < 0.6) sentences.push(pick(rating > 3 ? goodEnds : rating < 3 ? badEnds : middlingEnds))
    return [rating, sentences.join(' ')]
  })
}
