import { expect, it } from 'vitest'
import { currentStep, shareOfPublication } from './publication-progress.ts'

it('counts steps that are done, skipped ones too, and what the running one tells', () => {
  const steps = [
    { name: 'check', state: 'succeeded' },
    { name: 'run', state: 'skipped' },
    { name: 'collect', state: 'running', progress: 0.5 },
    { name: 'write', state: 'waiting' },
  ] as const
  expect(shareOfPublication({ steps: [...steps] })).toBe(2.5 / 4)
  expect(currentStep({ steps: [...steps] })?.name).toBe('collect')
  expect(shareOfPublication({ steps: [] })).toBe(0)
})
