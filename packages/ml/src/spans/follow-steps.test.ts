import { AppError } from '@sluice/contracts'
import { createMemorySpans } from '@sluice/platform/memory-spans'
import { expect, it } from 'vitest'
import { followSteps } from './follow-steps.ts'

const follow = () => {
  const spans = createMemorySpans()
  const steps = followSteps(spans.begin('score', { kind: 'internal' }))
  return { steps, told: () => spans.ended.map(({ name, failure }) => [name, failure]) }
}

it('gives each part a span that ends when the next one begins', () => {
  const { steps, told } = follow()
  steps.next('Clean Missing Data')
  steps.next('Score Model')
  expect(told()).toEqual([['Clean Missing Data', undefined]])
  steps.end()
  expect(told()).toEqual([
    ['Clean Missing Data', undefined],
    ['Score Model', undefined],
    ['score', undefined],
  ])
})

it('says by its code at which part it failed', () => {
  const { steps, told } = follow()
  steps.next('Score Model')
  steps.end(new AppError('ScoreRequestTimeout', {}))
  expect(told()).toEqual([
    ['Score Model', 'ScoreRequestTimeout'],
    ['score', 'ScoreRequestTimeout'],
  ])
})
