const damping = 0.85
const tolerance = 1e-10
const mostRounds = 200

/**
 * TextRank: how central each word is to its text. Words that stand side by side in a sentence are neighbours, as often
 * as they do; a word without any gets 0.15.
 * @see Mihalcea and Tarau, TextRank: Bringing Order into Texts (2004), 2.2
 */
export function rankWords(sentences: readonly (readonly string[])[]): Map<string, number> {
  const neighbours = new Map<string, Map<string, number>>()
  const join = (from: string, to: string) => {
    const edges = neighbours.get(from)
    edges?.set(to, (edges.get(to) ?? 0) + 1)
  }
  for (const sentence of sentences) {
    for (const [at, word] of sentence.entries()) {
      if (!neighbours.has(word)) neighbours.set(word, new Map())
      const previous = sentence[at - 1]
      // A word beside itself says nothing about others.
      if (previous === undefined || previous === word) continue
      join(previous, word)
      join(word, previous)
    }
  }
  const weights = new Map([...neighbours].map(([word, edges]) => [word, sumOf(edges.values())]))
  let ranks = new Map([...neighbours.keys()].map((word) => [word, 1]))
  for (let round = 0; round < mostRounds; round += 1) {
    const next = new Map<string, number>()
    let change = 0
    for (const [word, edges] of neighbours) {
      let sum = 0
      for (const [other, weight] of edges) {
        sum += (weight / (weights.get(other) as number)) * (ranks.get(other) as number)
      }
      const rank = 1 - damping + damping * sum
      change = Math.max(change, Math.abs(rank - (ranks.get(word) as number)))
      next.set(word, rank)
    }
    ranks = next
    if (change < tolerance) break
  }
  return ranks
}

function sumOf(numbers: Iterable<number>): number {
  let sum = 0
  for (const number of numbers) sum += number
  return sum
}
