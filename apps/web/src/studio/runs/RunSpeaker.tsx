import type { RunDetailsAnswer } from '@sluice/contracts'
import { useEffect, useRef, useState } from 'react'
import { moduleStateWord } from './run-states.ts'
import { type RunWords, useRunWords } from './run-words.ts'
import { type SpokenNews, spokenNews } from './spoken-news.ts'

/** Tells whoever does not see the page of the ends of modules, and of a failure at once. */
export function RunSpeaker({ run }: { readonly run: RunDetailsAnswer }) {
  const words = useRunWords()
  const before = useRef<RunDetailsAnswer>(undefined)
  const [polite, setPolite] = useState('')
  const [assertive, setAssertive] = useState('')
  useEffect(() => {
    const news = spokenNews(before.current, run)
    if (before.current?.id !== run.id) setAssertive('')
    before.current = run
    if (news.length === 0) return
    const isFailure = (one: SpokenNews) => one.kind === 'over' && one.run.state === 'failed'
    const failure = news.find(isFailure)
    const others = news.filter((one) => !isFailure(one)).map((one) => textOf(one, words))
    if (others.length > 0) setPolite(others.join(' '))
    if (failure !== undefined) setAssertive(textOf(failure, words))
  }, [run, words])
  return (
    <>
      <span className="visually-hidden" role="status">
        {polite}
      </span>
      <span className="visually-hidden" role="alert">
        {assertive}
      </span>
    </>
  )
}

function textOf(news: SpokenNews, words: RunWords): string {
  if (news.kind === 'quarter') return words('spokenQuarter', { share: news.share })
  if (news.kind === 'module') {
    return words('spokenModule', { title: news.title, state: words(moduleStateWord({ state: news.state })) })
  }
  const { state, error, counts } = news.run
  if (state === 'failed') return words('spokenFailed', { message: error?.message ?? '' })
  if (state === 'cancelled') return words('spokenCancelled')
  return words('spokenFinished', { done: counts.done, total: counts.total })
}
